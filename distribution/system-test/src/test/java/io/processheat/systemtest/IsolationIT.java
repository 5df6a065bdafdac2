package io.processheat.systemtest;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.systemtest.Receiver.Reply;
import io.processheat.systemtest.Receiver.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Many receivers that take nine seconds for an answer, beside one that does not. */
@ExtendWith(ShowsOutput.class)
class IsolationIT {

    private static final int SLOW_WEBHOOKS = 40;
    private static final int IN_FLIGHT_EACH = 8;
    private static final int WARMING_UP_EACH = 10;
    private static final int QUEUED_EACH = 20;
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Reply SLOW = new Reply(204, Duration.ofSeconds(9));
    private static final int ALARMS = 50;
    private static final Duration IN_TIME = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    @Test
    void healthyWebhookDoesNotWaitForFortySlowOnes() throws Exception {
        try (Receiver receiver = Receiver.start();
                Instance instance = Distribution.asBuilt().start(folder.resolve("data"))) {
            Rest rest = instance.rest();
            keepBusy(receiver, rest);
            rest.register(receiver.url("/healthy"), "alarm.triggered");
            Map<String, Long> published = new HashMap<>();
            for (int number = 0; number < ALARMS; number++) {
                long before = System.nanoTime();
                published.put(rest.publish("alarm.triggered", Map.of("number", number)).get(0), before);
            }
            receiver.await("/healthy", ALARMS, Duration.ofSeconds(10));
            for (Request request : receiver.requests("/healthy")) {
                Duration took = Duration.ofNanos(request.nanos() - published.get(request.header("X-Webhook-ID")));
                assertTrue(took.compareTo(IN_TIME) < 0, () -> "an alarm took " + took.toMillis() + " ms");
            }
            assertTrue(receiver.open() >= SLOW_WEBHOOKS * IN_FLIGHT_EACH / 2, "the slow ones were busy all the while");
            receiver.assertNothingWasForged();
        }
    }

    /** The slow ones answer quickly at first, the harder case: they count as prompt when they fall slow. */
    private static void keepBusy(Receiver receiver, Rest rest) throws Exception {
        for (int number = 0; number < SLOW_WEBHOOKS; number++) {
            rest.register(receiver.url("/slow/" + number), "calculation.completed");
        }
        publish(rest, WARMING_UP_EACH);
        for (int number = 0; number < SLOW_WEBHOOKS; number++) {
            receiver.await("/slow/" + number, WARMING_UP_EACH, SOON);
            receiver.answer("/slow/" + number, SLOW);
        }
        publish(rest, QUEUED_EACH);
        Wait.until("every slow webhook has as much under way as it may", SOON,
                () -> receiver.open() >= SLOW_WEBHOOKS * IN_FLIGHT_EACH);
    }

    private static void publish(Rest rest, int events) throws Exception {
        for (int number = 0; number < events; number++) {
            rest.publish("calculation.completed", Map.of("number", number));
        }
    }
}
