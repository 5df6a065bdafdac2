package io.processheat.webhook.spi;

/**
 * What became of an outcome.
 *
 * @param applied false where the compare-and-set failed: another owner, or finished before
 * @param becameUnhealthy true for the outcome by which the webhook became unhealthy and inactive
 */
public record RecordResult(boolean applied, boolean becameUnhealthy) {}
