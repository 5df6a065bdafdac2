package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.spi.Outcome;
import io.processheat.webhook.spi.RecordingClaimant;
import io.processheat.webhook.spi.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was finished long ago is removed, and nothing else. */
@Timeout(120)
class RetentionTest {

    private static final long START = Instant.parse("2026-11-24T00:00:00Z").toEpochMilli();

    private final AtomicLong clock = new AtomicLong(START);
    private final RecordingClaimant dispatcher = new RecordingClaimant("node");

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
    void removesEventsWhoseDeliveriesAreAllFinishedWithTheirAttempts() {
        ClaimedDelivery sent = publish(webhook);
        ClaimedDelivery failed = publish(webhook);
        ClaimedDelivery pending = publish(webhook);
        record(Samples.sent(sent, clock.get()));
        record(Samples.failed(failed, clock.get()));
        publish(webhook);

        wait(Duration.ofDays(31));

        awaitEvents(2);
        assertTrue(store.delivery(sent.deliveryId()).isEmpty());
        assertTrue(store.delivery(failed.deliveryId()).isEmpty());
        assertTrue(store.delivery(pending.deliveryId()).isPresent());
        assertEquals(0, count("attempts"));
    }

    @Test
    void keepsAnEventAsAWholeWhileOneOfItsDeliveriesIsNotFinished() {
        UUID other = Stores.register(store);
        ClaimedDelivery sent = publish(webhook, other);
        record(Samples.sent(sent, clock.get()));
        ClaimedDelivery later = publish(webhook);
        record(Samples.sent(later, clock.get()));
        publish(webhook);

        wait(Duration.ofDays(31));

        awaitEvents(2);
        assertTrue(store.delivery(later.deliveryId()).isEmpty());
        assertTrue(store.delivery(sent.deliveryId()).isPresent());
    }

    @Test
    void removesEventsThatNobodyWanted() {
        Stores.append(store, Samples.event(), dispatcher);
        Stores.append(store, Samples.event(), dispatcher);

        wait(Duration.ofDays(31));

        awaitEvents(1);
    }

    @Test
    void keepsWhatIsYounger() {
        ClaimedDelivery old = publish(webhook);
        record(Samples.sent(old, clock.get()));
        clock.addAndGet(Duration.ofDays(2).toMillis());
        ClaimedDelivery younger = publish(webhook);
        record(Samples.sent(younger, clock.get()));
        publish(webhook);

        wait(Duration.ofDays(29));

        awaitEvents(2);
        assertTrue(store.delivery(younger.deliveryId()).isPresent());
    }

    @Test
    void keepsWhatWasStoredBeforeTheClockWasSetUntilThatIsOldItself() {
        clock.set(Duration.ofMinutes(1).toMillis());
        ClaimedDelivery beforeTheTimeWasKnown = publish(webhook);
        record(Samples.sent(beforeTheTimeWasKnown, clock.get()));
        clock.set(START);
        ClaimedDelivery atTheStart = publish(webhook);
        record(Samples.sent(atTheStart, clock.get()));
        clock.addAndGet(Duration.ofDays(29).toMillis());
        publish(webhook);
        wait(Duration.ofHours(1));
        settle();
        assertEquals(3, count("events"));

        wait(Duration.ofDays(1));

        awaitEvents(1);
    }

    @Test
    void goesOnWithItsNumbersAfterARestartThoughTheHistoryIsGone() throws Exception {
        ClaimedDelivery first = publish(webhook);
        record(Samples.sent(first, clock.get()));
        ClaimedDelivery last = publish(webhook);
        record(Samples.sent(last, clock.get()));
        wait(Duration.ofDays(31));
        awaitEvents(1);

        store.close();
        store = new SqliteStore(folder, clock::get, SmallBounds.settings(1L << 40));

        assertTrue(publish(webhook).sequence() > last.sequence());
    }

    @Test
    void forgetsWebhooksThatWereUnregisteredLongAgoOnceTheirHistoryIsGone() {
        UUID gone = Stores.register(store);
        UUID newest = Stores.register(store);
        ClaimedDelivery delivery = publish(gone);
        record(Samples.sent(delivery, clock.get()));
        Stores.await(store.deleteWebhook(gone));
        Stores.await(store.deleteWebhook(newest));
        publish(webhook);
        assertTrue(store.webhook(gone).isPresent());

        wait(Duration.ofDays(31));

        Stores.awaitThat(() -> store.webhook(gone).isEmpty());
        assertEquals(2, count("webhooks"), "the newest number stays taken");
        assertEquals(2, count("webhook_health"));
        WebhookState kept = Stores.await(
                store.submit(new Operation<>(transaction -> transaction.tables().states().get(gone))));
        assertNull(kept);
    }

    private ClaimedDelivery publish(UUID... webhooks) {
        NewEvent event = Samples.event(webhooks);
        UUID first = Stores.append(store, event, dispatcher).deliveryIds().get(0);
        Stores.awaitThat(() -> dispatcher.deliveries().stream().anyMatch(made -> made.deliveryId().equals(first)));
        return dispatcher.delivery(first);
    }

    private void record(Outcome outcome) {
        assertTrue(Stores.await(store.record(List.of(outcome), 5)).get(0).applied());
    }

    /** Time goes by; something is written, so that the store looks what is to be done. */
    private void wait(Duration time) {
        assertTrue(count("events") > 0, "what was published is in the tables before");
        clock.addAndGet(time.toMillis());
        Stores.await(store.renew("node", Duration.ofMinutes(1)));
    }

    /** Gives the store the time for some looks. */
    private void settle() {
        for (int looks = 0; looks < 5; looks++) {
            long until = System.nanoTime() + Duration.ofMillis(20).toNanos();
            Stores.awaitThat(() -> System.nanoTime() > until);
            Stores.await(store.renew("node", Duration.ofMinutes(1)));
        }
    }

    private void awaitEvents(long left) {
        Stores.awaitThat(() -> count("events") == left);
        settle();
        assertEquals(left, count("events"));
    }

    private long count(String table) {
        return Stores.await(store.submit(new Operation<>(transaction ->
                Sql.number(transaction.session().connection(), "SELECT count(*) FROM " + table).orElse(0))));
    }
}
