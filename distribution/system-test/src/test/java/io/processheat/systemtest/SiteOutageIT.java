package io.processheat.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.systemtest.Arrivals.Arrival;
import io.processheat.systemtest.Receiver.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A site without a line for so long that far more is held than memory takes. {@code -Doutage.held=1000000} makes it a
 * weekend; the packaged runtime keeps its heap of 256 MiB.
 */
@ExtendWith(ShowsOutput.class)
class SiteOutageIT {

    private static final int HELD = Integer.getInteger("outage.held", 4_000);
    private static final List<String> WEBHOOKS = IntStream.range(0, 10).mapToObj(number -> "/hook/" + number).toList();
    private static final int PUBLISHERS = 8;
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration PUBLISHING = Duration.ofSeconds(60 + HELD / 5_000);
    private static final Duration CATCHING_UP = Duration.ofSeconds(60 + HELD / 2_000);
    /** Long enough for requests of the same moment to be open together. */
    private static final Reply TAKEN = new Reply(204, Duration.ofMillis(5));

    /** The defaults of the ramp. */
    private static final int AT_FIRST = 4;
    private static final int STEPS = 8;

    private static final String ZONE = "127.0.0.0/8";

    @TempDir
    private Path folder;
    private final Arrivals arrivals = new Arrivals();

    @Test
    void whatWasHeldComesThroughOnceUntriedBeforeAndByARamp() throws Exception {
        try (Receiver receiver = Receiver.start(arrivals);
                SilentHost probed = new SilentHost("127.0.0.9");
                Instance instance = start(probed)) {
            Wait.until("the line is down", SOON, () -> instance.said("The line to the zone " + ZONE + " is down"));
            WEBHOOKS.forEach(path -> receiver.answer(path, TAKEN));
            Rest rest = instance.rest();
            for (String path : WEBHOOKS) {
                rest.register(receiver.url(path), Publishers.TYPE);
            }
            Set<String> events = publish(instance);
            assertEquals(0, arrivals.count(), "requests while the line was down");

            long backAt = System.nanoTime();
            probed.close();
            int held = events.size() * WEBHOOKS.size();
            Wait.upTo(CATCHING_UP, () -> arrivals.count() >= held);
            Duration took = Duration.ofNanos(System.nanoTime() - backAt);

            assertEquals(List.of(), arrivals.lost(events, WEBHOOKS).stream().limit(10).toList(), "lost");
            report(held, took, backAt);
            arrivals.repeated().forEach(each -> System.out.println("REPEATED " + each));
            assertEquals(0, arrivals.repeated().size(), "deliveries that came again");
            assertTrue(arrivals.all().stream().allMatch(each -> each.attempt() == 1), "a retry was used up");
            assertRamp(arrivals.mostOpenBySecond(backAt));
            receiver.assertNothingWasForged();
            assertEquals(0, instance.stop());
        }
    }

    private Instance start(SilentHost probed) throws Exception {
        return Distribution.copiedTo(folder.resolve("copy"))
                .configured("io.processheat.webhook.delivery", delivery -> {
                    delivery.putArray("outage.probes").add(ZONE + "=" + probed);
                    delivery.put("outage.probe.interval.ms", 500);
                    delivery.put("outage.probe.timeout.ms", 200);
                })
                .start(folder.resolve("data"));
    }

    private static Set<String> publish(Instance instance) throws Exception {
        Publishers publishers = Publishers.start(PUBLISHERS, "held", instance);
        Wait.until("enough is held", PUBLISHING, () -> publishers.count() >= HELD / WEBHOOKS.size());
        publishers.finish();
        assertEquals(0, publishers.unexpected(), "answers that are neither 202 nor 503");
        return publishers.acknowledged();
    }

    private static void report(int held, Duration took, long backAt) {
        System.out.printf(Locale.ROOT, "outage: %,d held, through in %.1f s%n", held, took.toMillis() / 1e3);
    }

    /** Each step allows twice as many as the one before; it may begin later than the line was back, but no sooner. */
    private static void assertRamp(List<Integer> mostOpenBySecond) {
        System.out.println(mostOpenBySecond);
        for (int second = 0; second < Math.min(STEPS, mostOpenBySecond.size()); second++) {
            assertTrue(mostOpenBySecond.get(second) <= AT_FIRST << second, "open at a time: " + mostOpenBySecond);
        }
    }
}
