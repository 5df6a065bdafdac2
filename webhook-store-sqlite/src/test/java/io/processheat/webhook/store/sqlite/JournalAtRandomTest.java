package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processheat.webhook.Attempt;
import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryHistory;
import io.processheat.webhook.DeliveryQuery;
import io.processheat.webhook.Webhook;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.spi.Outcome;
import io.processheat.webhook.spi.RecordResult;
import io.processheat.webhook.spi.RecordingClaimant;
import io.processheat.webhook.spi.Samples;
import io.processheat.webhook.spi.StoredWebhook;
import io.processheat.webhook.spi.WebhookChange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is published and recorded in whatever order: after a crash the store has what it had before, in every detail. */
class JournalAtRandomTest {

    private static final int STEPS = 400;
    private static final int STEPS_BETWEEN_CRASHES = 40;

    private final RecordingClaimant dispatcher = new RecordingClaimant("node");
    private final List<UUID> webhooks = new ArrayList<>();
    private final List<ClaimedDelivery> toSend = new ArrayList<>();
    private int taken;

    @TempDir
    Path parent;

    private Path folder;
    private SqliteStore store;
    private Random random;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void losesNothing(long seed) throws Exception {
        random = new Random(seed);
        folder = parent.resolve("data");
        store = new SqliteStore(folder, System::currentTimeMillis, SmallBounds.withJournal(16 * 1024));
        for (int i = 0; i < 3; i++) {
            webhooks.add(Stores.register(store));
        }
        for (int step = 1; step <= STEPS; step++) {
            doSomething();
            if (step % STEPS_BETWEEN_CRASHES == 0) {
                Path copy = Stores.crashed(store, folder, parent.resolve("crash-" + step));
                SqliteStore crashed = Stores.open(copy);
                assertEquals(everything(store), everything(crashed), "seed " + seed + ", step " + step);
                crashed.close();
                Stores.assertSound(copy);
            }
        }
    }

    @AfterEach
    void close() {
        store.close();
        Stores.assertSound(folder);
    }

    private void doSomething() {
        switch (random.nextInt(20)) {
            case 0 -> Stores.append(store, Samples.keyed("key " + random.nextInt(3), webhook()), dispatcher);
            case 1 -> Stores.append(store, Samples.testEvent(webhook()), dispatcher);
            case 2 -> store.deliveries(webhook(), new DeliveryQuery(Optional.empty(), Optional.empty(), 5));
            case 3 -> pauseOrResume(webhook());
            case 4, 5, 6, 7, 8, 9, 10 -> publish();
            default -> record();
        }
    }

    private UUID webhook() {
        return webhooks.get(random.nextInt(webhooks.size()));
    }

    private void pauseOrResume(UUID webhook) {
        WebhookChange change = new WebhookChange(null, null, null, null, null, random.nextBoolean(), null);
        Stores.await(store.updateWebhook(webhook, change));
    }

    private void publish() {
        List<NewEvent> batch = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            List<UUID> audience = webhooks.subList(random.nextInt(2), 1 + random.nextInt(2) + 1);
            batch.add(Samples.event(audience.toArray(UUID[]::new)));
        }
        Stores.await(store.append(batch, dispatcher));
    }

    private void record() {
        List<ClaimedDelivery> claimed = dispatcher.deliveries();
        toSend.addAll(claimed.subList(taken, claimed.size()));
        taken = claimed.size();
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0 && !toSend.isEmpty(); i--) {
            outcomes.add(outcome(toSend.remove(random.nextInt(toSend.size()))));
        }
        for (RecordResult result : Stores.await(store.record(outcomes, 1_000))) {
            if (result.successor() != null) {
                toSend.add(result.successor());
            }
        }
    }

    private Outcome outcome(ClaimedDelivery delivery) {
        long now = store.now();
        return switch (delivery.test() ? 0 : random.nextInt(8)) {
            case 1 -> Samples.failed(delivery, now);
            case 2, 3 -> again(Samples.retrying(delivery, now, now + 60_000));
            case 4 -> Samples.sent(delivery, now);
            default -> silent(Samples.sent(delivery, now));
        };
    }

    private Outcome again(Outcome retrying) {
        toSend.add(retrying.delivery().dueAgain(retrying.attempt().number(), retrying.nextDueAt()));
        return retrying;
    }

    private static Outcome silent(Outcome sent) {
        Attempt before = sent.attempt();
        Attempt attempt = new Attempt(
                before.number(), before.startedAt(), before.duration(), before.httpStatus(), before.error(), "");
        return new Outcome(sent.delivery(), attempt, WebhookStatus.SENT, null, 0, sent.countsForHealth(), true);
    }

    private List<Object> everything(SqliteStore of) {
        List<Object> everything = new ArrayList<>();
        for (UUID webhook : webhooks) {
            everything.add(of.webhook(webhook).map(JournalAtRandomTest::withoutVersion).orElseThrow());
            Optional<String> cursor = Optional.empty();
            do {
                var page = of.deliveries(webhook, new DeliveryQuery(Optional.empty(), cursor, 500)).orElseThrow();
                page.items().forEach(delivery -> everything.add(history(of, delivery)));
                cursor = page.nextCursor();
            } while (cursor.isPresent());
        }
        return everything;
    }

    private static DeliveryHistory history(SqliteStore of, Delivery delivery) {
        return of.delivery(UUID.fromString(delivery.id())).orElseThrow();
    }

    private static Webhook withoutVersion(StoredWebhook webhook) {
        return webhook.webhook();
    }
}
