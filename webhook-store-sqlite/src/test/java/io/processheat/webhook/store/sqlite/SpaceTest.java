package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.spi.RecordResult;
import io.processheat.webhook.spi.RecordingClaimant;
import io.processheat.webhook.spi.Samples;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpaceTest {

    private static final Map<String, String> MORE_THAN_ANY_DISK_HAS = Map.of("disk.reserve.mib", "1048576");

    @TempDir
    Path folder;

    private final RecordingClaimant dispatcher = new RecordingClaimant("node");
    private SqliteStore store;
    private UUID webhook;

    @BeforeEach
    void open() {
        store = Stores.open(folder);
        webhook = Stores.register(store);
        Stores.append(store, Samples.event(webhook), dispatcher);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void refusesEventsWhereTheReserveOnTheDiskIsReached() {
        store.modified(MORE_THAN_ANY_DISK_HAS);

        WebhookException refusal = refusal();

        assertEquals(Reason.FULL, refusal.reason());
        assertTrue(refusal.getMessage().contains("disk.reserve.mib = 1048576"), refusal.getMessage());
    }

    @Test
    void saysWhyEventsAreRefused() {
        assertEquals(Optional.empty(), store.problem());

        store.modified(MORE_THAN_ANY_DISK_HAS);

        assertTrue(store.problem().orElseThrow().contains("disk.reserve.mib = 1048576"));
    }

    @Test
    void recordsOutcomesAllTheSame() {
        store.modified(MORE_THAN_ANY_DISK_HAS);

        List<RecordResult> results =
                Stores.await(store.record(List.of(Samples.sent(dispatcher.deliveries().get(0), store.now())), 5));

        assertTrue(results.get(0).applied());
    }

    @Test
    void takesEventsAgainOnceThereIsRoom() {
        store.modified(MORE_THAN_ANY_DISK_HAS);
        refusal();

        store.modified(Map.of());

        Stores.append(store, Samples.event(webhook), dispatcher);
    }

    private WebhookException refusal() {
        return Stores.failure(store.append(List.of(Samples.event(webhook)), dispatcher));
    }
}
