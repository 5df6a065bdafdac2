package io.processheat.webhook.delivery;

/**
 * What of a lane can be configured; sums are divided among the lanes already.
 *
 * @param pace how fast one webhook may be called
 * @param fastWindow see {@link Windows}
 * @param slowWindow see {@link Windows}
 * @param reservedPercent see {@link Windows}
 * @param queueBytes see {@link ByteBudget}
 * @param timeoutMillis of an attempt, from the name lookup to the end of the answer's headers
 * @param unhealthyAfter deliveries that end FAILED in a row
 * @param orderHoldMillis see {@link RetryPolicy}
 * @param recheckMillis after which the store is asked again though nothing is known to be due
 */
record LaneSettings(
        PaceSettings pace,
        int fastWindow,
        int slowWindow,
        int reservedPercent,
        long queueBytes,
        long timeoutMillis,
        int unhealthyAfter,
        long orderHoldMillis,
        long recheckMillis) {}
