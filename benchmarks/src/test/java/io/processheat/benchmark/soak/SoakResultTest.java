package io.processheat.benchmark.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.benchmark.sink.LedgerCount;
import java.time.Duration;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SoakResultTest {

    private static final long MIB = 1 << 20;
    private static final Plan PLAN = Plan.hourIn(Duration.ofMinutes(10), 128);
    private static final Account WHOLE = new Account(Receiver.OFFICE, 100, new LedgerCount(90, 3, 5), 10);

    @Test
    void hasNothingToSayWhereNothingGrowsAndNothingIsLost() {
        SoakResult result = result(i -> 20 * MIB, 120 * MIB, WHOLE);
        assertEquals(List.of(), result.troubles());
        assertTrue(new SoakPage(result).markdown("(here)").contains(
                "| heap after a collection | 20.0 MiB | 20.0 MiB | 2.0 MiB | flat |"));
    }

    @Test
    void namesWhatGrows() {
        SoakResult result = result(i -> (20 + i) * MIB, 120 * MIB, WHOLE);
        assertEquals(List.of("heap after a collection grew from 30.0 MiB to 46.0 MiB"), result.troubles());
        assertEquals(List.of(), result.troublesOnDisk());
    }

    @Test
    void namesALossAndTellsItFromWhatExpired() {
        Account account = new Account(Receiver.OFFICE, 100, new LedgerCount(89, 0, 0), 10);
        assertEquals(
                List.of("office: of 100 acknowledged deliveries 1 are unaccounted for"),
                result(i -> 20 * MIB, 120 * MIB, account).troublesOnDisk());
    }

    @Test
    void namesAStoreThatExceededItsQuota() {
        assertEquals(
                List.of("the store took 129.0 MiB of the disk, its quota is 128 MiB"),
                result(i -> 20 * MIB, 129 * MIB, WHOLE).troubles());
    }

    private static SoakResult result(IntToLongFunction heap, long largestStore, Account account) {
        Footprint footprint = new Footprint(300 * MIB, 200 * MIB, 40, 60, 80 * MIB, 8 * MIB, 16 * MIB, 110 * MIB);
        List<Sample> samples = IntStream.range(0, PLAN.sections())
                .mapToObj(i -> new Sample((i + 1) * PLAN.eventsPerSection(), heap.applyAsLong(i), footprint))
                .toList();
        return new SoakResult(PLAN, samples, largestStore, List.of(account), Duration.ofMinutes(10));
    }
}
