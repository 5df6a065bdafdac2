package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.AppendResult;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.Claimant;
import io.processheat.webhook.spi.DuePage;
import io.processheat.webhook.spi.Lease;
import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.spi.RecordingClaimant;
import io.processheat.webhook.spi.Samples;
import io.processheat.webhook.spi.WebhookChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What calls do to each other that are committed together. */
class GroupCommitTest {

    private static final WebhookChange DEACTIVATE = new WebhookChange(null, null, null, null, false, null, null);

    @TempDir
    Path folder;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Claimant dispatcher = new Claimant() {
        @Override
        public String node() {
            return "node";
        }

        @Override
        public void claimed(List<ClaimedDelivery> deliveries) {
            heard.add("claimed " + deliveries.size());
        }
    };
    private SqliteStore store;

    @BeforeEach
    void open() {
        store = Stores.open(folder);
    }

    @AfterEach
    void close() {
        store.close();
        Stores.assertSound(folder);
    }

    @Test
    void handsOverOncePerCommitBeforeTheAppendsAreCompleted() {
        UUID webhook = Stores.register(store);
        List<CompletionStage<?>> stages = new ArrayList<>();
        try (HeldWriter held = new HeldWriter(store)) {
            stages.add(note("first", append(webhook)));
            stages.add(note("second", append(webhook)));
        }
        stages.forEach(Stores::await);

        assertEquals(List.of("claimed 2", "first", "second"), heard);
    }

    @Test
    void handsOverAfterAPageThatMissesWhatALaterAppendMade() {
        UUID webhook = Stores.register(store);
        Lease lease = Stores.await(store.claim("node", List.of(webhook), 1, Duration.ofMinutes(1))).get(0);
        List<CompletionStage<?>> stages = new ArrayList<>();
        try (HeldWriter held = new HeldWriter(store)) {
            stages.add(note("first", append(webhook)));
            stages.add(store.loadDue(lease, Long.MAX_VALUE, 10, Long.MAX_VALUE).thenAccept(this::notePage));
            stages.add(note("second", append(webhook)));
            stages.add(store.loadDue(lease, Long.MAX_VALUE, 10, Long.MAX_VALUE).thenAccept(this::notePage));
        }
        stages.forEach(Stores::await);

        assertEquals(List.of("first", "page of 1", "claimed 2", "second", "page of 2"), heard);
    }

    @Test
    void handsResultsOutInTheOrderOfEffects() {
        UUID webhook = Stores.register(store);
        store.subscribe(changes -> heard.add("listener"));
        List<CompletionStage<?>> stages = new ArrayList<>();
        try (HeldWriter held = new HeldWriter(store)) {
            stages.add(note("append", append(webhook)));
            stages.add(note("update", store.updateWebhook(webhook, DEACTIVATE)));
            stages.add(note("late append", append(webhook)));
        }
        stages.forEach(Stores::await);

        // The delivery was ended in the commit that made it: nobody is to send it.
        assertEquals(List.of("append", "listener", "update", "late append"), heard);
        assertEquals(1, Stores.some(store, webhook, WebhookStatus.FAILED).size());
    }

    @Test
    void keepsTheNeighboursOfACallThatTheDatabaseRefuses() {
        UUID webhook = Stores.register(store);
        UUID other = UUID.randomUUID();
        store.subscribe(changes -> changes.forEach(change -> heard.add("listener " + change.id())));
        NewEvent event = Samples.keyed("key", webhook); // into the tables at once
        CompletionStage<?> insert;
        CompletionStage<List<AppendResult>> good;
        CompletionStage<List<AppendResult>> twice;
        CompletionStage<List<AppendResult>> after;
        try (HeldWriter held = new HeldWriter(store)) {
            insert = store.insertWebhook(Samples.webhook(other, store.now()));
            good = store.append(List.of(event), dispatcher);
            twice = store.append(List.of(withDeliveriesOf(event, Samples.keyed("key", webhook))), dispatcher);
            after = append(other);
        }

        Stores.await(insert);
        assertEquals(1, Stores.await(good).size());
        assertEquals(Reason.UNAVAILABLE, Stores.failure(twice).reason());
        assertEquals(1, ((AppendResult.Stored) Stores.await(after).get(0)).deliveryIds().size());
        assertEquals(List.of("listener " + other, "claimed 1", "claimed 1"), heard);
    }

    @Test
    void remembersNothingOfWhatWasRolledBack() {
        UUID webhook = Stores.register(store);
        RecordingClaimant before = new RecordingClaimant("node");
        NewEvent event = Samples.event(webhook);
        Stores.append(store, event, null);
        assertEquals(1, Stores.some(store, webhook, WebhookStatus.PENDING).size(), "it is in the tables");

        CompletionStage<?> refused =
                store.append(List.of(withDeliveriesOf(event, Samples.keyed("key", webhook))), before);

        assertThrows(CompletionException.class, () -> Stores.await(refused));
        List<Lease> free = Stores.await(store.claim("other", List.of(), 10, Duration.ofMinutes(1)));
        assertEquals(1, free.get(0).epoch(), "the append that failed took no ownership");
    }

    @Test
    void failsAppendsOfAFullDiskButRecordsOutcomesAndRecovers() {
        store.close();
        store = Stores.open(folder, Map.of("journal.mib", "0"));
        UUID webhook = Stores.register(store);
        RecordingClaimant claimant = new RecordingClaimant("node");
        Stores.append(store, Samples.event(webhook, Stores.register(store)), claimant);
        Stores.await(store.record(List.of(Samples.sent(claimant.deliveries().get(0), store.now())), 5));
        Stores.pragma(store, "max_page_count = " + Stores.pragma(store, "page_count"));
        CompletionStage<?> big;
        CompletionStage<?> bigToo;
        CompletionStage<?> record;
        try (HeldWriter held = new HeldWriter(store)) {
            big = store.append(List.of(large(webhook)), claimant);
            record = store.record(List.of(Samples.sent(claimant.deliveries().get(1), store.now())), 5);
            bigToo = store.append(List.of(large(webhook)), claimant);
        }

        WebhookException full = Stores.failure(big);
        assertEquals(Reason.FULL, full.reason());
        assertEquals(Reason.FULL, Stores.failure(bigToo).reason());
        assertTrue(full.getMessage().contains("full"), full.getMessage());
        Stores.await(record);
        assertEquals(1, Stores.some(store, webhook, WebhookStatus.SENT).size());

        Stores.pragma(store, "max_page_count = 1000000");
        Stores.append(store, large(webhook), claimant);
        assertEquals(1, Stores.some(store, webhook, WebhookStatus.PENDING).size());
    }

    @Test
    void failsACallThatItCannotHandleAndGoesOn() {
        CompletionStage<?> broken = store.submit(new Operation<Void>(transaction -> {
            throw new IllegalStateException("a bug");
        }));

        assertEquals(Reason.UNAVAILABLE, Stores.failure(broken).reason());
        Stores.register(store);
    }

    @Test
    void leavesNoThreadBehind() {
        SqliteStore another = Stores.open(folder.resolve("another"));
        long running = writers();
        another.close();

        assertEquals(running - 1, writers());
        assertFalse(Thread.currentThread().isInterrupted());
    }

    private static long writers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("processheat-webhook-store"))
                .count();
    }

    private CompletionStage<List<AppendResult>> append(UUID webhook) {
        return store.append(List.of(Samples.event(webhook)), dispatcher);
    }

    private CompletionStage<?> note(String what, CompletionStage<?> stage) {
        return stage.thenAccept(result -> heard.add(what));
    }

    private void notePage(DuePage page) {
        heard.add("page of " + page.deliveries().size());
    }

    /** Another event with delivery ids that are taken. */
    private static NewEvent withDeliveriesOf(NewEvent taken, NewEvent event) {
        return new NewEvent(
                event.content(), true, event.provenanceHash(), event.targets(), taken.deliveries(),
                event.terms(), event.test());
    }

    private static NewEvent large(UUID webhook) {
        return Samples.event(UUID.randomUUID().toString(), "{\"p\": \"" + "x".repeat(500_000) + "\"}", webhook);
    }
}
