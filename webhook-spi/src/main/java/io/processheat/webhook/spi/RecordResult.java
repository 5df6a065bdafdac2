package io.processheat.webhook.spi;

/**
 * What became of an outcome.
 *
 * @param applied false where the compare-and-set failed: another owner, or finished before
 * @param becameUnhealthy true for the outcome by which the webhook became unhealthy and inactive
 * @param successor the delivery of the same ordering key whose turn has come by this outcome; null where there is none. It
 *     is the caller's to send, as one of {@link Claimant#claimed}
 */
public record RecordResult(boolean applied, boolean becameUnhealthy, ClaimedDelivery successor) {}
