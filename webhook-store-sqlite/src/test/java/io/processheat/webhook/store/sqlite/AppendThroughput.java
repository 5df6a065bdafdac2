package io.processheat.webhook.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.processheat.webhook.Attempt;
import io.processheat.webhook.Priority;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.Claimant;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.EventContent;
import io.processheat.webhook.spi.EventTerms;
import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.spi.NewEvent.NewDelivery;
import io.processheat.webhook.spi.Outcome;
import io.processheat.webhook.spi.RecordResult;
import io.processheat.webhook.spi.Samples;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A crude measurement, run by hand: publishers that keep some appends under way each, 1 KB payloads, and where asked a
 * dispatcher that records each delivery as sent.
 *
 * <p>Arguments: folder, publishers, fan-out, appends under way per publisher, seconds, webhooks, {@code record} or not.
 * Settings of the store are taken from system properties ({@code -Dpublish.linger.us=0}). {@code -Dkeys=1000} gives each
 * event one of so many ordering keys.
 */
public final class AppendThroughput {

    private static final byte[] HASH = new byte[32];
    private static final int KEYS = Integer.getInteger("keys", 0);
    private static final String PADDING = "x".repeat(960);

    private final SqliteStore store;
    private final List<UUID> webhooks = new ArrayList<>();
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong recorded = new AtomicLong();
    private final AtomicLong waitedNanos = new AtomicLong();
    private volatile boolean measuring;
    private volatile boolean stopped;

    private AppendThroughput(SqliteStore store) {
        this.store = store;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory(Path.of(args[0]), "throughput");
        Map<String, String> properties = new HashMap<>();
        System.getProperties().forEach((key, value) -> properties.put(key.toString(), value.toString()));
        Settings settings = Settings.read(properties, Settings.DEFAULTS, System.err::println);
        SqliteStore store = new SqliteStore(folder, System::currentTimeMillis, settings);
        try {
            new AppendThroughput(store).run(args);
        } finally {
            store.close();
        }
        long bytes = Files.size(folder.resolve("webhooks.db"));
        System.out.printf("database %,d bytes in %s%n", bytes, folder);
    }

    private void run(String[] args) throws Exception {
        int publishers = Integer.parseInt(args[1]);
        int fanOut = Integer.parseInt(args[2]);
        int underWay = Integer.parseInt(args[3]);
        int seconds = Integer.parseInt(args[4]);
        register(Integer.parseInt(args[5]));
        Claimant claimant = args.length > 6 ? new Recorder() : new Idle();
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < publishers; number++) {
            Thread thread = new Thread(() -> publish(fanOut, underWay, claimant));
            thread.start();
            threads.add(thread);
        }
        TimeUnit.SECONDS.sleep(3);
        measuring = true;
        long begun = System.nanoTime();
        long writerBegun = writerNanos();
        TimeUnit.SECONDS.sleep(seconds);
        double took = (System.nanoTime() - begun) / 1e9;
        double writerTook = writerNanos() - writerBegun;
        long counted = events.get();
        long sent = recorded.get();
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.printf(
                "%d publishers x %d under way, fan-out %d: %,.0f events/s, %,.0f deliveries/s, %,.0f recorded/s,"
                        + " %.2f ms per append, %.2f µs of the writer's processor time per delivery%n",
                publishers,
                underWay,
                fanOut,
                counted / took,
                counted * fanOut / took,
                sent / took,
                waitedNanos.get() / 1e6 / Math.max(1, counted),
                writerTook / 1e3 / Math.max(1, counted * fanOut));
    }

    /** What the store's thread used: hardly disturbed by what else runs on the machine, unlike the rates. */
    private static long writerNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("processheat-webhook-store"))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getId()))
                .sum();
    }

    private void register(int count) {
        for (int number = 0; number < count; number++) {
            UUID id = UUID.randomUUID();
            store.insertWebhook(Samples.webhook(id, store.now())).toCompletableFuture().join();
            webhooks.add(id);
        }
    }

    private void publish(int fanOut, int underWay, Claimant claimant) {
        Semaphore free = new Semaphore(underWay);
        while (!stopped) {
            free.acquireUninterruptibly();
            long begun = System.nanoTime();
            store.append(List.of(event(fanOut)), claimant).whenComplete((results, failure) -> {
                free.release();
                if (failure != null) {
                    failure.printStackTrace();
                }
                if (measuring && !stopped) {
                    events.incrementAndGet();
                    waitedNanos.addAndGet(System.nanoTime() - begun);
                }
            });
        }
        free.acquireUninterruptibly(underWay);
    }

    private NewEvent event(int fanOut) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int first = random.nextInt(webhooks.size());
        List<NewDelivery> deliveries = new ArrayList<>(fanOut);
        for (int number = 0; number < fanOut; number++) {
            deliveries.add(new NewDelivery(timeOrdered(random), webhooks.get((first + number) % webhooks.size())));
        }
        String id = timeOrdered(random).toString();
        byte[] payload = ("{\"id\": \"" + id + "\", \"padding\": \"" + PADDING + "\"}").getBytes(UTF_8);
        EventContent content = new EventContent(id, Samples.TYPE, store.now(), payload);
        return new NewEvent(content, false, HASH, null, deliveries, terms(random), false);
    }

    private static EventTerms terms(ThreadLocalRandom random) {
        return KEYS == 0
                ? EventTerms.NONE
                : new EventTerms(Priority.LOW, "key-" + random.nextInt(KEYS), EventTerms.NEVER);
    }

    /** A UUIDv7, as the manager makes them: they land at the right edge of an index. */
    private static UUID timeOrdered(ThreadLocalRandom random) {
        long most = System.currentTimeMillis() << 16 | 0x7000 | random.nextInt(0x1000);
        return new UUID(most, 0x8000000000000000L | random.nextLong() >>> 2);
    }

    private static final class Idle implements Claimant {
        @Override
        public String node() {
            return "node";
        }

        @Override
        public void claimed(List<ClaimedDelivery> deliveries) {}
    }

    /** Records what it gets at once, one call per hand-over. */
    private final class Recorder implements Claimant {
        @Override
        public String node() {
            return "node";
        }

        @Override
        public void claimed(List<ClaimedDelivery> deliveries) {
            List<Outcome> outcomes = new ArrayList<>(deliveries.size());
            for (ClaimedDelivery delivery : deliveries) {
                outcomes.add(new Outcome(delivery, noContent(), WebhookStatus.SENT, null, 0, true, true));
            }
            store.record(outcomes, 5).thenAccept(this::recorded);
        }

        private void recorded(List<RecordResult> results) {
            if (measuring && !stopped) {
                recorded.addAndGet(results.size());
            }
            List<ClaimedDelivery> successors =
                    results.stream().map(RecordResult::successor).filter(Objects::nonNull).toList();
            if (!successors.isEmpty() && !stopped) {
                claimed(successors);
            }
        }

        private Attempt noContent() {
            Instant startedAt = Instant.ofEpochMilli(store.now());
            return new Attempt(1, startedAt, Duration.ofMillis(3), Optional.of(204), Optional.empty(), "");
        }
    }
}
