package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.spi.Outcome;
import io.processheat.webhook.spi.RecordingClaimant;
import io.processheat.webhook.spi.Samples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The data folder stays within its quota, at the cost of the oldest that is finished. */
@Timeout(120)
class QuotaTest {

    private static final long QUOTA = 8 * SmallBounds.MIB;
    private static final int BATCH = 20;
    private static final String PAYLOAD = "{\"p\": \"" + "x".repeat(3_800) + "\"}";

    private final RecordingClaimant dispatcher = new RecordingClaimant("node");

    @TempDir
    Path folder;

    private SqliteStore store;
    private UUID webhook;

    @BeforeEach
    void open() throws Exception {
        store = new SqliteStore(folder, System::currentTimeMillis, SmallBounds.settings(QUOTA));
        webhook = Stores.register(store);
    }

    @AfterEach
    void close() {
        store.close();
        Stores.assertSound(folder);
    }

    @Test
    void holdsASteadySizeAtASteadyRate() {
        int published = 0;
        long largest = 0;
        for (int round = 0; round < 250; round++) {
            List<ClaimedDelivery> made = publish(webhook);
            record(made, made.size());
            published += made.size();
            largest = Math.max(largest, SmallBounds.bytes(folder));
        }

        assertTrue((long) published * PAYLOAD.length() > 2 * QUOTA, "what was published fits in many times");
        assertTrue(largest <= QUOTA, largest + " bytes");
        assertEquals(Optional.empty(), store.problem());
        List<?> newest = Stores.some(store, webhook, WebhookStatus.SENT);
        assertTrue(newest.size() > 100, "the quota is used");
    }

    @Test
    void refusesEventsOnceOnlyUndeliveredOnesAreLeftAndTakesThemAgainOnceThereIsRoom() {
        List<ClaimedDelivery> backlog = new ArrayList<>();
        WebhookException refusal = publishUntilRefused(backlog);

        assertEquals(Reason.FULL, refusal.reason());
        assertTrue(refusal.getMessage().contains("quota.mib"), refusal.getMessage());
        assertEquals(Optional.of(refusal.getMessage()), store.problem());
        assertTrue(SmallBounds.bytes(folder) <= QUOTA);
        assertEquals(backlog.size(), unfinished());

        record(backlog, backlog.size() / 2);

        Stores.awaitThat(() -> store.problem().isEmpty());
        assertEquals(BATCH, publish(webhook).size());
        assertEquals(backlog.size() - backlog.size() / 2 + BATCH, unfinished(), "nothing acknowledged is lost");
    }

    @Test
    void saysAfterARestartThatItIsFullBeforeAnyEventIsRefused() throws Exception {
        List<ClaimedDelivery> backlog = new ArrayList<>();
        WebhookException refusal = publishUntilRefused(backlog);
        reopen();

        Stores.awaitThat(() -> store.problem().equals(Optional.of(refusal.getMessage())));
        assertEquals(backlog.size(), unfinished());
    }

    @Test
    void doesNotSayItIsFullWhereWhatIsFinishedCanMakeRoom() throws Exception {
        List<ClaimedDelivery> backlog = new ArrayList<>();
        publishUntilRefused(backlog);
        record(backlog, backlog.size() / 2);
        reopen();

        assertEquals(BATCH, publish(webhook).size());
        Stores.awaitThat(() -> number("SELECT count(*) FROM events") < backlog.size());
        assertEquals(Optional.empty(), store.problem());
    }

    @Test
    void removesFinishedDeliveriesOfEventsThatAnotherWebhookStillWaitsFor() {
        UUID dead = Stores.register(store);
        List<ClaimedDelivery> held = new ArrayList<>();
        try {
            while (true) {
                List<ClaimedDelivery> made = publish(webhook, dead);
                List<ClaimedDelivery> alive = made.stream().filter(one -> one.webhookId().equals(webhook)).toList();
                record(alive, alive.size());
                held.addAll(alive);
            }
        } catch (CompletionException full) {
            assertEquals(Reason.FULL, ((WebhookException) full.getCause()).reason());
        }

        assertTrue(store.delivery(held.get(0).deliveryId()).isEmpty());
        assertEquals(held.size(), (int) number("SELECT count(*) FROM events"));
        assertEquals(held.size(), (int) number("SELECT count(*) FROM deliveries WHERE status = 0"));
    }

    @Test
    void givesFreePagesBackToTheDisk() {
        for (int round = 0; round < 50; round++) {
            publish(webhook);
        }
        long before = number("PRAGMA page_count");

        Stores.await(store.submit(new Operation<>(transaction ->
                Sql.update(transaction.session().connection(), "DELETE FROM deliveries")
                        + Sql.update(transaction.session().connection(), "DELETE FROM events"))));

        Stores.awaitThat(() -> number("PRAGMA page_count") < before / 2);
    }

    private void reopen() throws Exception {
        store.close();
        store = new SqliteStore(folder, System::currentTimeMillis, SmallBounds.settings(QUOTA));
    }

    private List<ClaimedDelivery> publish(UUID... webhooks) {
        int before = dispatcher.deliveries().size();
        List<NewEvent> batch = new ArrayList<>();
        for (int number = 0; number < BATCH; number++) {
            batch.add(Samples.event(UUID.randomUUID().toString(), PAYLOAD, webhooks));
        }
        Stores.await(store.append(batch, dispatcher));
        Stores.await(store.submit(new Operation<>(transaction -> null))); // the hand-over comes before it
        List<ClaimedDelivery> all = dispatcher.deliveries();
        return all.subList(before, all.size());
    }

    private WebhookException publishUntilRefused(List<ClaimedDelivery> made) {
        while (true) {
            try {
                made.addAll(publish(webhook));
            } catch (CompletionException e) {
                return (WebhookException) e.getCause();
            }
        }
    }

    private void record(List<ClaimedDelivery> deliveries, int count) {
        List<Outcome> outcomes = deliveries.subList(0, count).stream()
                .map(delivery -> Samples.sent(delivery, store.now()))
                .toList();
        Stores.await(store.record(outcomes, 5)).forEach(result -> assertTrue(result.applied()));
    }

    private int unfinished() {
        return (int) number("SELECT count(*) FROM deliveries WHERE status IN (0, 2)");
    }

    private long number(String sql) {
        return Stores.await(store.submit(new Operation<>(
                transaction -> Sql.number(transaction.session().connection(), sql).orElseThrow())));
    }
}
