package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private final List<String> problems = new ArrayList<>();

    @Test
    void hasDefaults() {
        assertEquals(Settings.DEFAULTS, Settings.read(Map.of(), Settings.DEFAULTS, problems::add));
        assertEquals(List.of(), problems);
    }

    @Test
    void takesNumbersAndText() {
        Settings settings = Settings.read(
                Map.of("queue.max.mib", 2L, "outcome.linger.ms", " 7 ", "publish.linger.us", 0, "group.max.kib", "64"),
                Settings.DEFAULTS,
                problems::add);

        assertEquals(2 * 1024 * 1024, settings.queueMaxBytes());
        assertEquals(Duration.ofMillis(7).toNanos(), settings.outcomeLingerNanos());
        assertEquals(0, settings.publishLingerNanos());
        assertEquals(64 * 1024, settings.groupMaxBytes());
        assertEquals(List.of(), problems);
    }

    @Test
    void keepsWhatIsInForceWhereAValueIsInvalidAndNamesKeyValueAndRange() {
        Settings inForce = Settings.read(Map.of("queue.max.mib", 2), Settings.DEFAULTS, problems::add);

        Settings settings = Settings.read(
                Map.of("queue.max.mib", "plenty", "group.max.operations", 0, "wal.checkpoint.pages", 500),
                inForce,
                problems::add);

        assertEquals(inForce.queueMaxBytes(), settings.queueMaxBytes());
        assertEquals(Settings.DEFAULTS.groupMaxOperations(), settings.groupMaxOperations());
        assertEquals(500, settings.walCheckpointPages());
        assertEquals(2, problems.size());
        assertTrue(problems.contains("queue.max.mib = plenty is not a whole number from 1 to 4096; 2 stays in force"));
    }

    @Test
    void refusesAtTheQuotaUnlessItIsToldToShed() {
        assertEquals(QuotaPolicy.REFUSE, Settings.DEFAULTS.bounds().quotaPolicy());
        Settings inForce = Settings.read(Map.of("quota.policy", " shed "), Settings.DEFAULTS, problems::add);
        assertEquals(QuotaPolicy.SHED, inForce.bounds().quotaPolicy());

        Settings settings = Settings.read(Map.of("quota.policy", "drop"), inForce, problems::add);

        assertEquals(QuotaPolicy.SHED, settings.bounds().quotaPolicy());
        assertEquals(List.of("quota.policy = drop is not refuse or shed; shed stays in force"), problems);
    }

    @Test
    void returnsToTheDefaultWhereAKeyIsTakenAway() {
        Settings inForce = Settings.read(Map.of("queue.max.mib", 2), Settings.DEFAULTS, problems::add);

        assertEquals(Settings.DEFAULTS, Settings.read(Map.of(), inForce, problems::add));
    }
}
