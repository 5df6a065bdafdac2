package io.processheat.benchmark.run;

/**
 * One measurement.
 *
 * @param cpuMicros processor time of the sender for each request, without the sink's
 */
record Sample(double perSecond, double cpuMicros) {}
