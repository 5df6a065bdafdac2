package io.processheat.webhook.delivery.http;

import java.time.Duration;

/**
 * What of the HTTP side can be configured.
 *
 * @param userAgent value of the header
 * @param connectTimeout for one address; the next one is tried after it
 * @param idleTimeout after which an unused connection is closed
 * @param maxIdleConnections of one sender, to all targets together
 * @param bodyGrace how long an answer whose headers are in may take to become complete, before it is reported with
 *     what of its body has arrived and its connection is closed
 */
public record HttpSettings(
        String userAgent, Duration connectTimeout, Duration idleTimeout, int maxIdleConnections, Duration bodyGrace) {

    public HttpSettings {
        HeaderValue.require(userAgent);
    }

    /** The defaults. */
    public static HttpSettings defaults(String version) {
        return new HttpSettings(
                "ProcessHeat-Webhooks/" + version,
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                256,
                Duration.ofMillis(250));
    }
}
