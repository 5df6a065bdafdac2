package io.processheat.benchmark.fanout;

/**
 * One measurement, per request or delivery where not said otherwise.
 *
 * @param cpuMicros processor time of the sender, without the sink's
 * @param allocatedBytes on the sender's heap; 0 for a sender that has none
 * @param sinkBusy share of the time in which the sink's process had a processor
 */
record Sample(double perSecond, double cpuMicros, double allocatedBytes, double sinkBusy) {}
