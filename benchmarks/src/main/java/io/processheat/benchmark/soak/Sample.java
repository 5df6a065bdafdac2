package io.processheat.benchmark.soak;

/**
 * What the engine took after so many events.
 *
 * @param heapBytes after a collection
 */
record Sample(long events, long heapBytes, Footprint footprint) {}
