package io.processheat.benchmark.run;

import io.processheat.benchmark.bench.Findings;
import java.time.Duration;
import java.util.stream.Collectors;

/** The page of the last run. */
record Report(Machine machine, Run run, String version) {

    String markdown() {
        return """
                # Benchmarks

                Written by `benchmarks/run` from what it measured; nothing here is estimated. Run it on your machine: it takes
                about as long as here, %s, and writes this page anew. `benchmarks/run --only fanout,start` prints some of it, `--seconds 10`
                measures for longer, `--repetitions 5` more often.

                Whether memory and disk stay as they are for an hour: [Soak](soak.md), a command of its own.

                Of what was repeated: the median (the least..the most).

                %s## Where

                %s
                Where other programs run on the machine meanwhile (the load average tells), the figures vary a lot from run to run: compare
                within a run, by the ratios, not between runs.

                ## What is measured

                * **Sink:** a process of its own that reads each POST, counts it and answers 204, on one thread; late, where a receiver is to be slow.
                * **Engine:** the packaged runtime as it is (`bin/start`, default configuration but for the loopback network being
                  allowed and a quota of 16 GiB, so that no history is removed meanwhile) in a process of its own, with a bundle that calls `WebhookSubscriberManager.publish` from 4 threads, one event
                  a call, at most 64 calls of each unacknowledged. Each event is made canonical, stored with its deliveries (fsync), signed twice,
                  posted, and its outcome recorded. Each section has an engine of its own on a new data folder.
                %s"""
                .formatted(
                        spoken(run.took()),
                        tables(),
                        machine.table(version),
                        run.findings().stream().map(Findings::method).collect(Collectors.joining()));
    }

    private String tables() {
        return run.findings().stream()
                .map(each -> "## " + each.title() + "\n\n" + each.tables() + "\n")
                .collect(Collectors.joining());
    }

    static String spoken(Duration duration) {
        return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }
}
