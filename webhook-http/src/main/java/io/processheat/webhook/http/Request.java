package io.processheat.webhook.http;

/**
 * A call, free of any servlet API.
 *
 * @param base the path this API lives at as the client sees it, for links: {@code /api/v1}
 * @param path what follows the base, decoded: {@code /webhooks}
 * @param query the raw query string, or null
 * @param authorization the header, or null
 * @param contentType the header, or null
 */
record Request(
        String method, String base, String path, String query, String authorization, String contentType, Body body) {

    @Override
    public String toString() {
        return "Request[" + method + " " + path + "]";
    }
}
