package io.processheat.benchmark.run;

import java.util.ArrayList;
import java.util.List;

/** All that one run measured. */
final class Results {

    final Series reference = new Series();
    final Series single = new Series();
    final Series tenfold = new Series();
    final Series backlogged = new Series();
    final List<Latency> latencies = new ArrayList<>();
}
