package io.processheat.benchmark.soak;

import io.processheat.benchmark.bench.Bench;
import io.processheat.benchmark.bench.Engine;
import io.processheat.benchmark.sink.LedgerCount;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Lets a plant's events flow through the packaged runtime and looks, section by section, at what it takes. */
public final class SoakRun {

    private static final String DATA = "soak";
    private static final Receiver PAUSED = Receiver.OFFICE;
    private static final Set<Receiver> ALWAYS_ON = EnumSet.complementOf(EnumSet.of(PAUSED));

    private final Bench bench;
    private final Plan plan;
    private final Path data;
    private final List<Sample> samples = new ArrayList<>();
    private long expired;

    public SoakRun(Bench bench, Plan plan) {
        this.bench = bench;
        this.plan = plan;
        this.data = bench.dataFolder(DATA);
    }

    public SoakResult run() throws Exception {
        try (Engine engine = bench.start(DATA);
                LargestStore largest = new LargestStore(data)) {
            for (Receiver receiver : Receiver.values()) {
                engine.register(receiver.name(), 1, receiver.types(), bench.sink().url(receiver.path()));
            }
            long start = System.nanoTime();
            for (int section = 0; section < plan.sections(); section++) {
                post(engine, section);
                sample(engine, section);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            bench.say("  the store took %.1f MiB at the most, its quota is %d MiB",
                    largest.bytes() / 1048576.0, plan.quotaMebibytes());
            return new SoakResult(plan, List.copyOf(samples), largest.bytes(), accounts(engine), took);
        }
    }

    /** Ends when nearly all of it has arrived: on a machine that falls behind, the quota holds no more than this. */
    private void post(Engine engine, int section) throws IOException {
        engine.pause(PAUSED.name());
        engine.plant(plan.paused(section));
        engine.resume(PAUSED.name());
        engine.plant(plan.resumed(section));
        // While the store still has them: it removes what is finished.
        expired += engine.newlyExpired(PAUSED.name());
        for (Receiver receiver : ALWAYS_ON) {
            long posted = receiver.share(plan.eventsThrough(section));
            bench.sink().awaitTaken(receiver.ordinal(), posted - plan.maxUnderWay());
        }
    }

    private void sample(Engine engine, int section) throws IOException {
        long heap = engine.heap().usedBytes();
        Sample sample = new Sample(plan.eventsThrough(section), heap, Footprint.of(engine.pid(), data));
        samples.add(sample);
        bench.say("  %,9d events: heap %.1f MiB, beside it %.1f MiB, data folder %.1f MiB", sample.events(),
                Gauge.HEAP.of(sample), Gauge.BESIDE_HEAP.of(sample), Gauge.FOLDER.of(sample));
    }

    private List<Account> accounts(Engine engine) throws IOException {
        List<Account> accounts = new ArrayList<>();
        for (Receiver receiver : ALWAYS_ON) {
            engine.settle(receiver.name());
            accounts.add(account(receiver, 0));
        }
        accounts.add(account(PAUSED, expired));
        return accounts;
    }

    private Account account(Receiver receiver, long expiredHere) throws IOException {
        LedgerCount received = bench.sink().ledger(receiver.ordinal());
        return new Account(receiver, receiver.share(plan.events()), received, expiredHere);
    }
}
