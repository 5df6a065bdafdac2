package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.store.sqlite.JournalCheck.Need;
import io.processheat.webhook.store.sqlite.Operation.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lingers here are as long as they may be: a test that waits for one to end fails by its timeout. */
@Timeout(30)
class InboxTest {

    private static final long PATIENCE = Duration.ofHours(1).toNanos();
    private static final long NO_LINGER = 0;
    private static final long LONG_LINGER = Duration.ofHours(1).toNanos();

    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private Settings settings = settings(LONG_LINGER, LONG_LINGER, Map.of());
    private final Inbox inbox = new Inbox(() -> settings);

    @AfterEach
    void stopWriter() {
        writer.shutdownNow();
    }

    @Test
    void givesWhatWaitsInTheOrderOfArrival() throws Exception {
        List<Operation<?>> offered = offer(Kind.APPEND, 3);

        assertEquals(offered, take());
    }

    @Test
    void givesALonePublishAtOnce() throws Exception {
        Future<List<Operation<?>>> taken = writer.submit(() -> inbox.take(PATIENCE));

        List<Operation<?>> offered = offer(Kind.APPEND, 1);

        assertEquals(offered, taken.get());
    }

    @Test
    void letsOutcomesWaitForAPublish() throws Exception {
        List<Operation<?>> outcomes = offer(Kind.OUTCOMES, 2);
        Future<List<Operation<?>>> taken = writer.submit(() -> inbox.take(PATIENCE));
        List<Operation<?>> more = offer(Kind.OUTCOMES, 1);
        assertFalse(taken.isDone());

        List<Operation<?>> publish = offer(Kind.APPEND, 1);

        List<Operation<?>> all = new ArrayList<>(outcomes);
        all.addAll(more);
        all.addAll(publish);
        assertEquals(all, taken.get());
    }

    @Test
    void givesOutcomesThatTheNextOfAnOrderingKeyWaitsForAtOnce() throws Exception {
        List<Operation<?>> outcomes = offer(Kind.OUTCOMES, 2);
        Future<List<Operation<?>>> taken = writer.submit(() -> inbox.take(PATIENCE));

        List<Operation<?>> all = new ArrayList<>(outcomes);
        all.addAll(offer(Kind.TURNS, 1));
        assertEquals(all, taken.get());
    }

    @Test
    void doesNotLetOutcomesWaitForEver() throws Exception {
        settings = settings(Duration.ofMillis(1).toNanos(), LONG_LINGER, Map.of());
        List<Operation<?>> outcomes = offer(Kind.OUTCOMES, 2);

        assertEquals(outcomes, take());
    }

    @Test
    void waitsAfterALargeGroupUntilAsManyAreThereAgain() throws Exception {
        offer(Kind.APPEND, 10);
        take();
        offer(Kind.APPEND, 9);
        Future<List<Operation<?>>> taken = writer.submit(() -> inbox.take(PATIENCE));
        assertFalse(taken.isDone());

        offer(Kind.APPEND, 1);

        assertEquals(10, taken.get().size());
    }

    @Test
    void doesNotWaitForCompanyWhereTheWriterHasOtherWork() throws Exception {
        List<Operation<?>> outcomes = offer(Kind.OUTCOMES, 1);

        assertEquals(outcomes, writer.submit(() -> inbox.take(0)).get());
        assertEquals(List.of(), writer.submit(() -> inbox.take(0)).get());
    }

    @Test
    void boundsAGroupByOperations() throws Exception {
        settings = settings(NO_LINGER, NO_LINGER, Map.of("group.max.operations", "4"));
        List<Operation<?>> offered = offer(Kind.APPEND, 6);

        assertEquals(offered.subList(0, 4), take());
        assertEquals(offered.subList(4, 6), take());
    }

    @Test
    void boundsAGroupByBytesButTakesOneOperationOfAnySize() throws Exception {
        settings = settings(NO_LINGER, NO_LINGER, Map.of("group.max.kib", "64"));
        List<Operation<?>> offered = List.of(append(500_000), append(40_000), append(40_000), append(40_000));
        offered.forEach(inbox::offer);

        assertEquals(offered.subList(0, 1), take());
        assertEquals(offered.subList(1, 3), take());
        assertEquals(offered.subList(3, 4), take());
    }

    @Test
    void refusesEventsPastItsBoundUntilWhatWaitsIsDoneWith() throws Exception {
        settings = settings(NO_LINGER, NO_LINGER, Map.of("queue.max.mib", "1"));
        inbox.offer(append(700_000));
        Operation<Void> tooMuch = append(700_000);
        inbox.offer(tooMuch);

        WebhookException refusal = Stores.failure(tooMuch.completion());
        assertEquals(Reason.UNAVAILABLE, refusal.reason());
        assertTrue(refusal.getMessage().contains("queue.max.mib"), refusal.getMessage());

        List<Operation<?>> group = take();
        Operation<Void> stillTooMuch = append(700_000);
        inbox.offer(stillTooMuch);
        assertTrue(stillTooMuch.completion().isCompletedExceptionally(), "being written counts");

        inbox.settled(group);
        Operation<Void> fits = append(700_000);
        inbox.offer(fits);
        assertEquals(List.of(fits), take());
    }

    @Test
    void takesOutcomesWhateverWaits() throws Exception {
        settings = settings(NO_LINGER, NO_LINGER, Map.of("queue.max.mib", "1"));
        inbox.offer(append(1_500_000));

        List<Operation<?>> outcomes = offer(Kind.OUTCOMES, 1);

        assertEquals(2, take().size());
        assertFalse(outcomes.get(0).completion().isDone());
    }

    @Test
    void takesNothingOnceClosedButGivesWhatItHas() throws Exception {
        List<Operation<?>> before = offer(Kind.OUTCOMES, 1);
        inbox.close();
        List<Operation<?>> after = offer(Kind.APPEND, 1);

        assertFalse(inbox.isDone());
        assertEquals(before, take());
        assertTrue(inbox.isDone());
        assertEquals(Reason.UNAVAILABLE, Stores.failure(after.get(0).completion()).reason());
    }

    @Test
    void wakesAWaitingWriterWhenItCloses() throws Exception {
        Future<List<Operation<?>>> taken = writer.submit(() -> inbox.take(PATIENCE));

        inbox.close();

        assertEquals(List.of(), taken.get(20, TimeUnit.SECONDS));
    }

    private List<Operation<?>> take() throws Exception {
        return writer.submit(() -> inbox.take(PATIENCE)).get();
    }

    private List<Operation<?>> offer(Kind kind, int count) {
        List<Operation<?>> operations = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            Operation<Void> operation = new Operation<>(kind, 0, check -> Need.ALL_ROWS, transaction -> null);
            inbox.offer(operation);
            operations.add(operation);
        }
        return operations;
    }

    private static Operation<Void> append(long bytes) {
        return new Operation<>(Kind.APPEND, bytes, check -> Need.ALL_ROWS, transaction -> null);
    }

    private static Settings settings(long outcomeLinger, long publishLinger, Map<String, String> properties) {
        Settings read = Stores.settings(properties);
        return new Settings(
                read.queueMaxBytes(),
                read.groupMaxOperations(),
                read.groupMaxBytes(),
                outcomeLinger,
                publishLinger,
                read.walCheckpointPages(),
                read.bounds());
    }
}
