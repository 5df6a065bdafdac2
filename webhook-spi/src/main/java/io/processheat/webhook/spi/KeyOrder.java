package io.processheat.webhook.spi;

import java.util.Optional;

/**
 * Place of a delivery among those of its webhook and ordering key.
 *
 * @param number from 1, given when the delivery was stored; a replay has that of the original
 * @param toldThrough the highest number that reached the receiver: it got all earlier ones, or a request that named those it
 *     did not get
 */
public record KeyOrder(long number, long toldThrough) {

    /**
     * The earlier numbers that the receiver neither got nor heard of yet, sent as {@code X-Webhook-Sequence-Gap}: one number,
     * or the first and the last of a range; empty where there are none.
     */
    public Optional<String> gap() {
        long first = toldThrough + 1;
        long last = number - 1;
        if (first > last) {
            return Optional.empty();
        }
        return Optional.of(first == last ? Long.toString(first) : first + "-" + last);
    }
}
