package io.processheat.benchmark.run;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The page of the last run. */
record Report(Machine machine, Results results, String version, int seconds) {

    String markdown() {
        String now = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").format(ZonedDateTime.now(ZoneOffset.UTC));
        return """
                # Benchmarks

                Written by `benchmarks/run` from what it measured; nothing here is estimated. Run it on your machine: it takes
                about three minutes and writes this page anew.

                %s
                ## Where

                | | |
                |---|---|
                | date | %s |
                | version | %s |
                | processor | %s, %d cores, shared by engine, sink and `wrk` |
                | JVM | %s |
                | system | %s |
                | load average before the run | %.2f |

                Where other programs run on the machine meanwhile (the load average tells), the figures vary a lot from run to run: compare
                within a run, by the ratios, not between runs.

                ## What is measured

                * **Sink:** a process of its own that reads each POST, counts it and answers 204, on one thread.
                * **Reference:** `wrk -t1 -c64`, the same 1 KiB body to the same sink. It neither signs, stores nor records anything.
                  The sink takes at least as much as this, so the sink does not limit the engine but by its share of the processors.
                * **Engine:** the packaged runtime as it is (`bin/start`, default configuration but for the loopback network being
                  allowed) in a process of its own, with a bundle that calls `WebhookSubscriberManager.publish` from 4 threads, one event
                  a call, at most 64 calls of each unacknowledged. Each event is made canonical, stored with its deliveries (fsync), signed twice,
                  posted, and its outcome recorded.
                * **Fan-out 1:** 8 webhooks, one for each event type; events take the types by turns. **Fan-out 10:** 10 webhooks, each for all types.
                  A webhook has at most 8 requests in flight, so 64 and 80 together.
                * **Rate:** deliveries acknowledged, divided by the time from the first publish to the last delivery recorded as sent;
                  publishing goes on for %d s, and pauses while more than 500 acknowledged deliveries have not reached the sink, so that nothing piles up.
                  A run fails unless the sink got exactly as many requests as were acknowledged.
                * **With a backlog:** the same, but publishing pauses at 10,000 only: deliveries that the dispatcher does not keep in memory
                  wait in the store and are read from it again.
                * **Processor time each:** of the engine's process (of `wrk`'s), user and system, by delivery (by request). Time in
                  which other programs had the processors is not in it, though what they did to the caches is. It includes the publishing
                  bundle's, the compiler's and the garbage collector's, not the sink's.
                * **By turns:** warm-up first; then reference, fan-out 1, fan-out 10, backlog, three times over, all on one database that grows.
                * **Publish → received:** at a third of the measured rate, from the call of `publish` until the sink has read the request,
                  to 10 µs, all deliveries of %d s.
                """.formatted(
                new Table(results),
                now,
                version,
                machine.cpu(),
                machine.cores(),
                machine.jdk(),
                machine.kernel(),
                machine.loadBefore(),
                seconds,
                seconds);
    }
}
