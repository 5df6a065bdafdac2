package io.processheat.benchmark.run;

import io.processheat.benchmark.sink.SinkCount;

/** From publishing to receiving, at a given load. */
record Latency(int fanOut, double deliveriesPerSecond, SinkCount count) {}
