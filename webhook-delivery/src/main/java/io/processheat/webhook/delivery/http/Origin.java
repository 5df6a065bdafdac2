package io.processheat.webhook.delivery.http;

/**
 * Whom a connection speaks to: connections to one origin are not used for another, be it at the same address.
 *
 * @param host a name, or an address as URLs have it
 */
record Origin(boolean tls, String host, int port) {}
