package io.processheat.benchmark.soak;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A soak's figures in Markdown. */
record SoakPage(SoakResult result) {

    private static final double MEBIBYTE = 1 << 20;

    /** They read well on a terminal, too. */
    String tables() {
        return flatness() + "\n" + accounts() + "\n" + series();
    }

    /** @param where it ran, as a table */
    String markdown(String where) {
        Plan plan = result.plan();
        return String.format(Locale.ROOT, """
                # Soak

                Written by `benchmarks/soak` from what it saw, and only where nothing grew and nothing was lost; otherwise it says what did, and ends with 1. An hour of a busy
                plant, %d events a second, in %.1f minutes: %,d events with %,.0f MiB of payloads, posted on EventAdmin, pass through a store whose quota is %d MiB, %.1f times that quota. The
                store took %.1f MiB of the disk at the most.

                `benchmarks/soak --minutes 5` posts the same hour faster. `mvn verify` lets ten seconds of it, with large payloads, pass through the smallest quota and judges the disk
                (`SoakIT`); with `-Dsoak.minutes=10` it is this.

                %s
                %s
                ## The series

                %s
                ## Where

                %s
                ## What is measured

                %s""",
                Plan.EVENTS_PER_SECOND_OF_THE_PLANT,
                result.took().toMillis() / 60e3,
                plan.events(),
                plan.payloadBytes() / MEBIBYTE,
                plan.quotaMebibytes(),
                result.quotasPosted(),
                result.largestStore() / MEBIBYTE,
                flatness(),
                accounts(),
                series(),
                where,
                method());
    }

    private String flatness() {
        return Stream.of(Gauge.values())
                .map(gauge -> row(gauge, gauge.judge(result.samples())))
                .collect(Collectors.joining("", """
                        | median of a third of the samples | first | last | may grow by | |
                        |---|---:|---:|---:|---|
                        """, ""));
    }

    private static String row(Gauge gauge, Flatness flatness) {
        return line(gauge.title(), gauge.show(flatness.earlier()), gauge.show(flatness.later()),
                gauge.show(flatness.growth()), flatness.isFlat() ? "flat" : "**grows**");
    }

    private String accounts() {
        return result.accounts().stream()
                .map(SoakPage::row)
                .collect(Collectors.joining("", """
                        | webhook | takes | acknowledged | received | refused at first | received again | expired | lost |
                        |---|---|---:|---:|---:|---:|---:|---:|
                        """, ""));
    }

    private static String row(Account account) {
        return line(
                account.receiver().title(),
                account.receiver().description(),
                count(account.acknowledged()),
                count(account.received().taken()),
                count(account.received().refused()),
                count(account.received().repeated()),
                count(account.expired()),
                count(account.lost()));
    }

    private String series() {
        return result.samples().stream()
                .map(SoakPage::row)
                .collect(Collectors.joining("", """
                        | events | heap, MiB | beside it, MiB | process, MiB | threads | open files, sockets | database, MiB | log, MiB | reserve, MiB | folder, MiB |
                        |---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
                        """, ""));
    }

    private static String row(Sample sample) {
        Footprint footprint = sample.footprint();
        return line(
                count(sample.events()),
                mebibytes(sample.heapBytes()),
                mebibytes(footprint.besideHeapBytes()),
                mebibytes(footprint.residentBytes()),
                count(footprint.threads()),
                count(footprint.descriptors()),
                mebibytes(footprint.databaseBytes()),
                mebibytes(footprint.logBytes()),
                mebibytes(footprint.reserveBytes()),
                mebibytes(footprint.folderBytes()));
    }

    private String method() {
        Plan plan = result.plan();
        double eventsBetween = Flatness.distance(plan.sections()) * (double) plan.eventsPerSection();
        return String.format(Locale.ROOT, """
                * **Engine:** the packaged runtime as it is (`bin/start`, default configuration but for the loopback network being allowed and the quota) in a process of its own. A bundle in
                  it posts events on EventAdmin as agents do, %.0f a second, each with a receipt; one that is refused fails the run.
                * **Events:** of 50, 39 calculations of %,d bytes, 4 alarms (2 are triggered and cleared, each under an ordering key that never comes again), 2 failed calculations with the ordering
                  keys of 16 furnaces, 2 compliance events, one of them a report of 8 KiB, 2 degraded models with a deadline of %.2f s, and a deployed model.
                * **Samples:** after every %,d events, when each webhook has all but %,d of its share: the heap after a full collection (`System.gc()`); the process's memory, threads, and open
                  files, as `/proc` has them, where the heap's resident pages, of which the JVM takes more or fewer as it sees fit, are told from the rest; the sizes of the files. The first
                  quarter of the samples is left out: the store and what is remembered of ordering keys fill up. Of the rest the first third is compared with the last. A leak of more
                  than %.0f bytes of heap an event would be found. The store's size on the disk is looked at 50 times a second, and must never exceed the quota.
                * **Lost:** each event has a number. The sink writes down for each webhook which ones it took; the store says which deliveries expired, and at the end that none is unfinished and no other
                  one failed. What was acknowledged, less those, is lost. Received again is allowed: at least once.
                """,
                plan.eventsPerSecond(),
                plan.readingBytes(),
                plan.deadline().toMillis() / 1e3,
                plan.eventsPerSection(),
                plan.maxUnderWay(),
                Gauge.HEAP.growth() * MEBIBYTE / eventsBetween);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / MEBIBYTE);
    }

    private static String line(String... cells) {
        return List.of(cells).stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
