package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryQuery;
import io.processheat.webhook.FailureReason;
import io.processheat.webhook.Page;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.DuePage;
import io.processheat.webhook.spi.Lease;
import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.spi.RecordResult;
import io.processheat.webhook.spi.RecordingClaimant;
import io.processheat.webhook.spi.Samples;
import io.processheat.webhook.spi.WebhookChange;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Huge backlogs, and how they are ended. */
class BacklogTest {

    private static final int BACKLOG = 50_000;
    private static final WebhookChange DEACTIVATE = new WebhookChange(null, null, null, null, false, null, null);
    private static final WebhookChange ACTIVATE = new WebhookChange(null, null, null, null, true, null, null);

    @TempDir
    Path folder;

    private final RecordingClaimant dispatcher = new RecordingClaimant("node");
    private SqliteStore store;
    private UUID webhook;
    private Lease lease;

    @BeforeEach
    void publish() {
        store = Stores.open(folder);
        webhook = Stores.register(store);
        Stores.fill(store, webhook, BACKLOG);
        lease = Stores.await(store.claim("node", List.of(webhook), 1, Duration.ofHours(1))).get(0);
    }

    @AfterEach
    void close() {
        store.close();
        Stores.assertSound(folder);
    }

    @Test
    void isEndedBetweenOtherWork() {
        UUID other = Stores.register(store);
        CompletionStage<Boolean> unfinishedAfterTheAppend;
        try (HeldWriter held = new HeldWriter(store)) {
            store.updateWebhook(webhook, DEACTIVATE);
            // On the store's thread: it ends nothing more while this looks.
            unfinishedAfterTheAppend =
                    store.append(List.of(Samples.event(other)), dispatcher).thenApply(results -> hasUnfinished());
        }

        assertTrue(Stores.await(unfinishedAfterTheAppend), "the append did not wait for the whole backlog");
        Stores.awaitThat(() -> !hasUnfinished());
        assertEquals(BACKLOG, count(WebhookStatus.FAILED, FailureReason.DEACTIVATED));
    }

    @Test
    void isNoLongerDueWhileItIsBeingEnded() {
        UUID test;
        CompletionStage<DuePage> page;
        CompletionStage<Boolean> unfinished;
        try (HeldWriter held = new HeldWriter(store)) {
            store.updateWebhook(webhook, DEACTIVATE);
            NewEvent event = Samples.testEvent(webhook);
            test = event.deliveries().get(0).deliveryId();
            store.append(List.of(event), dispatcher);
            page = store.loadDue(lease, Long.MAX_VALUE, 100, Long.MAX_VALUE);
            unfinished = page.thenApply(it -> hasUnfinished());
        }

        assertTrue(Stores.await(unfinished));
        assertEquals(
                List.of(test),
                Stores.await(page).deliveries().stream().map(ClaimedDelivery::deliveryId).toList());
    }

    @Test
    void staysEndedWhereTheWebhookIsActivatedMeanwhile() {
        Stores.await(store.renew("node", Duration.ofHours(1)));
        ClaimedDelivery inFlight = Stores.await(store.loadDue(lease, Long.MAX_VALUE, BACKLOG, Long.MAX_VALUE))
                .deliveries()
                .get(BACKLOG - 1);
        CompletionStage<DuePage> page;
        CompletionStage<List<RecordResult>> retry;
        CompletionStage<Boolean> unfinished;
        try (HeldWriter held = new HeldWriter(store)) {
            store.updateWebhook(webhook, DEACTIVATE);
            store.updateWebhook(webhook, ACTIVATE);
            store.append(List.of(Samples.event(webhook)), dispatcher);
            retry = store.record(List.of(Samples.retrying(inFlight, store.now(), store.now())), 5);
            page = store.loadDue(lease, Long.MAX_VALUE, 100, Long.MAX_VALUE);
            unfinished = page.thenApply(it -> count(WebhookStatus.PENDING, null) > 1);
        }

        assertTrue(Stores.await(unfinished));
        assertEquals(1, Stores.await(page).deliveries().size(), "only what came after the activation");
        assertFalse(Stores.await(retry).get(0).applied());
        Stores.awaitThat(() -> Stores.some(store, webhook, WebhookStatus.PENDING).size() == 1);
        assertEquals(BACKLOG, count(WebhookStatus.FAILED, FailureReason.DEACTIVATED));
        assertEquals(1, store.delivery(inFlight.deliveryId()).orElseThrow().delivery().attempt());
    }

    @Test
    void isEndedFurtherAfterARestart() throws Exception {
        CompletionStage<?> unregistered;
        CompletableFuture<Void> closed;
        try (HeldWriter held = new HeldWriter(store)) {
            unregistered = store.deleteWebhook(webhook);
            closed = CompletableFuture.runAsync(store::close);
            Stores.awaitThat(() ->
                    store.append(List.of(), null).toCompletableFuture().isCompletedExceptionally());
        }
        Stores.await(unregistered);
        Stores.await(closed);
        int endedBefore = endedOnDisk();
        assertTrue(endedBefore > 0 && endedBefore < BACKLOG, "ended before the restart: " + endedBefore);

        store = Stores.open(folder);

        Stores.awaitThat(() -> !hasUnfinished());
        assertEquals(BACKLOG, count(WebhookStatus.FAILED, FailureReason.UNREGISTERED));
    }

    @Test
    void isEndedWhereTheWebhookBecomesUnhealthy() {
        ClaimedDelivery delivery =
                Stores.await(store.loadDue(lease, Long.MAX_VALUE, 1, Long.MAX_VALUE)).deliveries().get(0);

        Stores.await(store.record(List.of(Samples.failed(delivery, store.now(), FailureReason.GONE)), 5));

        Stores.awaitThat(() -> !hasUnfinished());
        assertEquals(BACKLOG - 1, count(WebhookStatus.FAILED, FailureReason.DEACTIVATED));
        assertEquals(1, count(WebhookStatus.FAILED, FailureReason.GONE));
    }

    private boolean hasUnfinished() {
        return !Stores.some(store, webhook, WebhookStatus.PENDING).isEmpty();
    }

    private int endedOnDisk() throws Exception {
        try (Connection connection = new Database(folder.resolve("webhooks.db")).openForReading()) {
            return (int) Sql.number(connection, "SELECT count(*) FROM deliveries WHERE status = 3").orElseThrow();
        }
    }

    private int count(WebhookStatus status, FailureReason reason) {
        int count = 0;
        Optional<String> cursor = Optional.empty();
        do {
            DeliveryQuery query = new DeliveryQuery(Optional.of(status), cursor, 500);
            Page<Delivery> page = store.deliveries(webhook, query).orElseThrow();
            for (Delivery delivery : page.items()) {
                count += delivery.reason().equals(Optional.ofNullable(reason)) ? 1 : 0;
            }
            cursor = page.nextCursor();
        } while (cursor.isPresent());
        return count;
    }
}
