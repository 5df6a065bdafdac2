package io.processheat.webhook.delivery;

/**
 * How fast a webhook may be called.
 *
 * @param maxInFlight attempts under way at a time, where the webhook does not say otherwise
 * @param circuitFailures attempts in a row without a connection after which one at a time is made; 0: never
 * @param circuitProbeMillis from one of these to the next
 */
record PaceSettings(int maxInFlight, int circuitFailures, long circuitProbeMillis) {}
