package io.processheat.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.systemtest.Arrivals.Arrival;
import io.processheat.systemtest.Receiver.Reply;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A site without a line. {@code -Doutage.held=1000000} makes it a weekend, of which memory takes but a small part: the packaged
 * runtime keeps its heap of 256 MiB. The line is a probe address that is silent or not.
 */
@ExtendWith(ShowsOutput.class)
class SiteOutageIT {

    private static final int HELD = Integer.getInteger("outage.held", 4_000);
    private static final List<String> PATHS = IntStream.range(0, 10).mapToObj(number -> "/hook/" + number).toList();
    private static final int UNDER_WAY_EACH = 8;
    private static final int PUBLISHERS = 8;
    private static final int EVENTS_BEFORE = 20;
    private static final int EVENTS_MEANWHILE = 50;
    private static final List<String> UNFINISHED_OR_FAILED = List.of("pending", "retrying", "failed");
    private static final String ZONE = "127.0.0.0/8";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration PUBLISHING = Duration.ofSeconds(60 + HELD / 2_000);
    private static final Duration CATCHING_UP = Duration.ofSeconds(60 + HELD / 2_000);
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofSeconds(3);
    private static final int SHOWN = 10;

    /** Late enough for requests of the same moment to be open together. */
    private static final Reply TAKEN = new Reply(204, Duration.ofMillis(5));

    private static final Reply LOST_ON_THE_LINE = new Reply(204, Duration.ofHours(1));

    /** The defaults of the ramp, and of the lanes that it is divided among. */
    private static final int FIRST_STEP = 4;
    private static final int LANES = Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors() / 2));
    private static final int STEPS = 8;

    @TempDir
    private Path folder;
    private final Arrivals arrivals = new Arrivals();
    private final List<String> webhooks = new ArrayList<>();

    @Test
    void whatWasHeldArrivesOnceAtTheFirstAttemptAndByARamp() throws Exception {
        InetSocketAddress probe = SilentHost.free("127.0.0.9");
        try (Receiver receiver = Receiver.start(arrivals);
                SilentHost cut = new SilentHost(probe);
                Instance instance = start(probe, LONG)) {
            awaitDown(instance);
            register(receiver, instance);
            answer(receiver, TAKEN);
            Set<String> events = publish(instance, HELD / PATHS.size());
            assertEquals(0, arrivals.count(), "requests while the line was down");

            long backAt = System.nanoTime();
            cut.close();
            awaitArrival(events);
            report(events.size() * PATHS.size(), backAt);

            assertEquals(Set.of(), arrivals.repeated(), "deliveries that arrived again");
            assertRamp(arrivals.mostOpenBySecond(backAt));
            assertNothingWasUsedUp(instance.rest());
            receiver.assertNothingWasForged();
            assertEquals(0, instance.stop());
        }
    }

    @Test
    void onlyWhatWasUnderWayWhenTheLineWasCutArrivesAgain() throws Exception {
        InetSocketAddress probe = SilentHost.free("127.0.0.9");
        try (Receiver receiver = Receiver.start(arrivals); Instance instance = start(probe, SHORT)) {
            register(receiver, instance);
            Set<String> events = new HashSet<>(publish(instance, EVENTS_BEFORE));
            awaitArrival(events);
            Set<UUID> unanswered;
            try (SilentHost cut = new SilentHost(probe)) {
                int answered = arrivals.count();
                answer(receiver, LOST_ON_THE_LINE);
                events.addAll(publish(instance, EVENTS_MEANWHILE));
                awaitDown(instance);
                unanswered = arrivals.all().stream().skip(answered).map(Arrival::delivery).collect(Collectors.toSet());
                answer(receiver, TAKEN);
            }
            awaitArrival(events);

            assertTrue(!unanswered.isEmpty() && unanswered.size() <= PATHS.size() * UNDER_WAY_EACH, "" + unanswered.size());
            Wait.until("what had no answer arrives again", SOON, () -> arrivals.repeated().equals(unanswered));
            assertNothingWasUsedUp(instance.rest());
        }
    }

    private Instance start(InetSocketAddress probe, Duration timeout) throws Exception {
        return Distribution.copiedTo(folder.resolve("copy"))
                .configured("io.processheat.webhook.delivery", delivery -> {
                    delivery.putArray("outage.probes").add(ZONE + "=" + probe.getHostString() + ":" + probe.getPort());
                    delivery.put("outage.probe.interval.ms", 500);
                    delivery.put("outage.probe.timeout.ms", 200);
                    delivery.put("timeout.ms", timeout.toMillis());
                })
                .start(folder.resolve("data"));
    }

    private static void awaitDown(Instance instance) {
        Wait.until("the line is down", SOON, () -> instance.said("The line to the zone " + ZONE + " is down"));
    }

    private void register(Receiver receiver, Instance instance) throws Exception {
        for (String path : PATHS) {
            webhooks.add(instance.rest().register(receiver.url(path), Publishers.TYPE));
        }
    }

    private static void answer(Receiver receiver, Reply reply) {
        PATHS.forEach(path -> receiver.answer(path, reply));
    }

    /** Publishes at least so many events. */
    private static Set<String> publish(Instance instance, int atLeast) throws Exception {
        Publishers publishers = Publishers.start(PUBLISHERS, "held-" + atLeast, instance);
        Wait.until("enough is published", PUBLISHING, () -> publishers.count() >= atLeast);
        publishers.finish();
        assertEquals(0, publishers.unexpected(), "answers that are neither 202 nor 503");
        return publishers.acknowledged();
    }

    private void awaitArrival(Set<String> events) {
        int expected = events.size() * PATHS.size();
        Wait.upTo(CATCHING_UP, () -> arrivals.count() >= expected && arrivals.lost(events, PATHS).isEmpty());
        assertEquals(List.of(), arrivals.lost(events, PATHS).stream().limit(SHOWN).toList(), "lost");
    }

    private void assertNothingWasUsedUp(Rest rest) throws Exception {
        assertEquals(List.of(), arrivals.all().stream().filter(each -> each.attempt() > 1).limit(SHOWN).toList());
        for (String webhook : webhooks) {
            for (String status : UNFINISHED_OR_FAILED) {
                String listing = "/webhooks/" + webhook + "/deliveries?limit=1&status=" + status;
                Wait.until("none is " + status, SOON, () -> rest.get(listing).expect(200).body().path("deliveries").isEmpty());
            }
            assertEquals("healthy", rest.webhook(webhook).text("health_status"));
        }
    }

    private void report(int held, long backAt) {
        List<Integer> open = arrivals.mostOpenBySecond(backAt);
        Duration took = Duration.ofNanos(arrivals.lastNanos() - backAt);
        System.out.printf(Locale.ROOT, "outage: %,d held, through in %.1f s; open at a time, by second: %s%n",
                held, took.toMillis() / 1e3, open.subList(0, Math.min(SHOWN, open.size())));
    }

    /** Each second allows twice as many as the one before. The ramp may begin later than the line was back, but no sooner. */
    private static void assertRamp(List<Integer> mostOpenBySecond) {
        for (int second = 0; second < Math.min(STEPS, mostOpenBySecond.size()); second++) {
            int most = Math.max(LANES, FIRST_STEP << second);
            assertTrue(mostOpenBySecond.get(second) <= most, "open at a time: " + mostOpenBySecond);
        }
    }
}
