package io.processheat.webhook.delivery.http;

import io.processheat.webhook.spi.EventContent;
import io.processheat.webhook.spi.KeyOrder;
import io.processheat.webhook.spi.Signer.Signatures;
import java.util.UUID;

/**
 * One POST to make.
 *
 * @param attempt from 1, the value of {@code X-Webhook-Attempt}
 * @param order place within its ordering key; null where it has none
 * @param timestamp unix seconds of this attempt: what the signatures were made with
 * @param freshConnection whether to leave idle connections alone
 */
public record PostRequest(
        Target target,
        EventContent event,
        UUID deliveryId,
        int attempt,
        KeyOrder order,
        long timestamp,
        Signatures signatures,
        boolean freshConnection) {

    public PostRequest {
        HeaderValue.require(event.type());
        HeaderValue.require(event.eventId());
    }

    /** The same on a connection of its own. */
    public PostRequest onFreshConnection() {
        return new PostRequest(target, event, deliveryId, attempt, order, timestamp, signatures, true);
    }
}
