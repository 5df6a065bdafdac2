package io.processheat.benchmark.fanout;

/** All that the section measured. */
final class Results {

    final Series reference = new Series();
    final Series single = new Series();
    final Series tenfold = new Series();
    final Series backlogged = new Series();
    final Latencies singleLatencies = new Latencies(1);
    final Latencies tenfoldLatencies = new Latencies(10);
}
