package io.processheat.webhook.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Dictionary;
import java.util.List;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.service.cm.ConfigurationAdmin;

/** Configuration that changes at run time through the real Configuration Admin. */
public class ConfigurationIT extends InContainer {

    private static final String PID = "io.processheat.webhook.delivery";
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration BY_DEFAULT = Duration.ofSeconds(10);

    @Inject
    ConfigurationAdmin configurationAdmin;

    @Before
    public void stall() {
        receiver.hold();
    }

    @After
    public void resume() {
        receiver.release();
    }

    @Test
    public void anInvalidValueIsRefusedAndTheLastOneStaysInForce() throws Exception {
        configureTimeout((int) SHORT.toMillis());
        assertAttemptTakesTheShortTimeout();

        for (Object invalid : List.of(7, 120_001, "soon")) {
            configureTimeout(invalid);
            assertTrue(log(), log().lines().anyMatch(line -> line.contains(" ERROR ") && line.contains("timeout.ms")
                    && line.contains(invalid.toString()) && line.contains("a number from 100 to 120000")));
            assertAttemptTakesTheShortTimeout();
        }
    }

    private void configureTimeout(Object millis) throws IOException {
        var configuration = configurationAdmin.getConfiguration(PID, "?");
        Dictionary<String, Object> values = configuration.getProperties();
        values.put("timeout.ms", millis);
        long before = timesReconfigured();
        configuration.update(values);
        Await.until("reconfigured", () -> timesReconfigured() > before);
    }

    private static long timesReconfigured() {
        return log().lines().filter(line -> line.contains("Dispatching with a changed configuration")).count();
    }

    private void assertAttemptTakesTheShortTimeout() {
        long start = System.nanoTime();
        var tested = rest.post("/webhooks/" + webhook + "/test");
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        assertEquals("failed", tested.body().get("status").asText());
        assertTrue(taken.toString(), taken.compareTo(SHORT) >= 0 && taken.compareTo(BY_DEFAULT) < 0);
    }
}
