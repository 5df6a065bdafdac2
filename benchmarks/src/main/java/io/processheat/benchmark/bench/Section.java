package io.processheat.benchmark.bench;

/** A part of the benchmarks that can be run alone. */
public interface Section {

    /** As the command line names it. */
    String name();

    /** Measures; what it started is ended when it returns. */
    Findings measure(Bench bench) throws Exception;
}
