package io.processheat.benchmark.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a soak came to.
 *
 * @param largestStore size of the store on the disk, at any time
 * @param took from the first event to the last sample
 */
public record SoakResult(Plan plan, List<Sample> samples, long largestStore, List<Account> accounts, Duration took) {

    /** What grew or was lost, in words; empty where all is well. */
    public List<String> troubles() {
        return Stream.of(growth(List.of(Gauge.values())), excess(), losses()).flatMap(List::stream).toList();
    }

    /** The same without memory, which a short run does not warm up. */
    public List<String> troublesOnDisk() {
        return Stream.of(growth(List.of(Gauge.DATABASE, Gauge.FOLDER)), excess(), losses()).flatMap(List::stream).toList();
    }

    /** How often the payloads alone would have filled the quota. */
    public double quotasPosted() {
        return plan.payloadBytes() / (double) plan.quotaBytes();
    }

    private List<String> growth(List<Gauge> gauges) {
        List<String> growing = new ArrayList<>();
        for (Gauge gauge : gauges) {
            Flatness flatness = gauge.judge(samples);
            if (!flatness.isFlat()) {
                growing.add(gauge.title() + " grew from " + gauge.show(flatness.earlier()) + " to "
                        + gauge.show(flatness.later()));
            }
        }
        return growing;
    }

    private List<String> excess() {
        return largestStore <= plan.quotaBytes()
                ? List.of()
                : List.of(String.format(Locale.ROOT, "the store took %.1f MiB of the disk, its quota is %d MiB",
                        largestStore / 1048576.0, plan.quotaMebibytes()));
    }

    private List<String> losses() {
        return accounts.stream()
                .filter(account -> account.lost() != 0)
                .map(account -> String.format(Locale.ROOT, "%s: of %,d acknowledged deliveries %,d are unaccounted for",
                        account.receiver().title(), account.acknowledged(), account.lost()))
                .toList();
    }
}
