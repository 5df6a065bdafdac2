package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.FailureReason;
import io.processheat.webhook.Priority;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.EventTerms;
import io.processheat.webhook.spi.Lease;
import io.processheat.webhook.spi.RecordingClaimant;
import io.processheat.webhook.spi.Samples;
import io.processheat.webhook.spi.StoreListener;
import io.processheat.webhook.spi.StoredWebhook;
import io.processheat.webhook.spi.WebhookChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is past its deadline ends though no dispatcher looks at it, and so do keys that nobody uses any more. */
@Timeout(120)
class ExpiringTest {

    private static final WebhookChange PAUSE = new WebhookChange(null, null, null, null, null, true, null);
    private static final WebhookChange RESUME = new WebhookChange(null, null, null, null, null, false, null);

    private final AtomicLong clock = new AtomicLong(1_780_000_000_000L);
    private final RecordingClaimant dispatcher = new RecordingClaimant("node");
    private final ConcurrentLinkedQueue<UUID> hints = new ConcurrentLinkedQueue<>();

    @TempDir
    Path folder;

    private SqliteStore store;
    private UUID webhook;

    @BeforeEach
    void open() throws Exception {
        store = new SqliteStore(folder, clock::get, SmallBounds.settings(1L << 40));
        webhook = Stores.register(store);
    }

    @AfterEach
    void close() {
        store.close();
        Stores.assertSound(folder);
    }

    @Test
    void endsWhatAPausedWebhookHolds() {
        UUID shortLived = publish(clock.get() + 60_000, "furnace-1");
        UUID waiting = publish(EventTerms.NEVER, "furnace-1");
        UUID other = publish(clock.get() + Duration.ofDays(1).toMillis(), null);
        Stores.await(store.updateWebhook(webhook, PAUSE));
        store.subscribe(new StoreListener() {
            @Override
            public void webhooksChanged(List<StoredWebhook> webhooks) {
                // Only the hints matter here.
            }

            @Override
            public void deliveriesAvailable(Collection<UUID> webhookIds) {
                hints.addAll(webhookIds);
            }
        });

        wait(Duration.ofMinutes(5));

        Stores.awaitThat(() -> delivery(shortLived).status() == WebhookStatus.FAILED);
        assertEquals(Optional.of(FailureReason.EXPIRED), delivery(shortLived).reason());
        assertEquals(WebhookStatus.PENDING, delivery(other).status());
        Stores.awaitThat(() -> !hints.isEmpty());
        assertEquals(webhook, hints.peek());
        Stores.await(store.updateWebhook(webhook, RESUME));
        Lease lease = dispatcher.delivery(shortLived).lease();
        ClaimedDelivery due = Stores.await(store.loadDue(lease, clock.get(), 1, Long.MAX_VALUE)).deliveries().get(0);
        assertEquals(waiting, due.deliveryId());
        assertEquals(Optional.of("1"), due.order().gap());
        assertEquals(0, store.webhook(webhook).orElseThrow().webhook().consecutiveFailures());
    }

    @Test
    void leavesADispatcherTheTimeToEndItItself() {
        UUID shortLived = publish(clock.get() + 1_000, null);

        wait(Duration.ofMinutes(1));
        wait(Duration.ofSeconds(1));

        assertEquals(WebhookStatus.PENDING, delivery(shortLived).status());
    }

    @Test
    void forgetsKeysWhoseDeliveriesAreGone() {
        UUID old = publish(EventTerms.NEVER, "alarm-1");
        sent(old);
        UUID held = publish(EventTerms.NEVER, "alarm-2");
        publish(EventTerms.NEVER, "alarm-3");
        assertEquals(3, keys());

        wait(Duration.ofDays(31));
        Stores.awaitThat(() -> store.delivery(old).isEmpty());
        Stores.awaitThat(() -> {
            wait(Duration.ofMinutes(11));
            return keys() == 2;
        });

        assertEquals(Optional.of(1L), delivery(held).keySequence());
        assertEquals(Optional.of(1L), delivery(publish(EventTerms.NEVER, "alarm-1")).keySequence());
        assertEquals(Optional.of(2L), delivery(publish(EventTerms.NEVER, "alarm-2")).keySequence());
    }

    private UUID publish(long expiresAt, String key) {
        EventTerms terms = new EventTerms(Priority.LOW, key, expiresAt);
        return Stores.append(store, Samples.event(Samples.TYPE, terms, webhook), dispatcher).deliveryIds().get(0);
    }

    private void sent(UUID id) {
        Stores.await(store.renew("node", Duration.ofMinutes(1)));
        assertTrue(Stores.await(store.record(List.of(Samples.sent(dispatcher.delivery(id), clock.get())), 5))
                .get(0)
                .applied());
    }

    private Delivery delivery(UUID id) {
        return store.delivery(id).orElseThrow().delivery();
    }

    private long keys() {
        return Stores.await(store.submit(new Operation<>(transaction ->
                Sql.number(transaction.session().connection(), "SELECT count(*) FROM order_keys").orElse(0))));
    }

    /** Time goes by; something is written, so that the store looks what is to be done. */
    private void wait(Duration time) {
        clock.addAndGet(time.toMillis());
        Stores.await(store.renew("node", Duration.ofMinutes(1)));
    }
}
