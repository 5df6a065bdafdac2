package io.processheat.webhook.delivery;

import io.processheat.webhook.spi.Outcome;
import io.processheat.webhook.spi.RecordResult;
import io.processheat.webhook.spi.WebhookStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands outcomes to the store, a batch at a time: what ends while one batch is being recorded makes up the next. Only what
 * the next delivery of an ordering key waits for does not wait for that: a second batch goes along. A batch that cannot be
 * recorded is kept and tried again; the store's compare-and-set makes that safe.
 */
final class OutcomeRecorder {

    /** So many outcomes, or so many bytes of them, may be unrecorded before no more attempts are started. */
    static final int MOST_UNRECORDED = 10_000;

    static final long MOST_BYTES = 4 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(OutcomeRecorder.class);

    /**
     * More than what ends while a batch is being recorded. With less, what ended piles up in memory, and new deliveries
     * come by way of the store for want of room.
     */
    private static final int LARGEST_BATCH = 4_000;

    private static final int MOST_BATCHES = 2;
    private static final int OUTCOME_BYTES = 256;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final Loop loop;
    private final WebhookStore store;
    private final int unhealthyAfter;
    private final BiConsumer<Entry, RecordResult> recorded;
    private final Runnable turn;

    private List<Entry> next = new ArrayList<>();
    private boolean nextIsAwaited;
    private int batches;
    private int unrecorded;
    private long bytes;
    private long pauseMillis;
    private long tryAt;

    /** An outcome, and the decision it came from. */
    record Entry(QueuedDelivery delivery, Outcome outcome, Decision decision, boolean outsideSchedule, long endedMillis) {

        /** Whether the next delivery of an ordering key may wait for it. */
        private boolean isAwaited() {
            return outcome.delivery().order() != null;
        }

        private long bytes() {
            return OUTCOME_BYTES + (outcome.attempt() == null ? 0 : 2L * outcome.attempt().response().length());
        }
    }

    /**
     * @param recorded told of each outcome's record, in order
     * @param turn run after those
     */
    OutcomeRecorder(
            Loop loop,
            WebhookStore store,
            int unhealthyAfter,
            BiConsumer<Entry, RecordResult> recorded,
            Runnable turn) {
        this.loop = loop;
        this.store = store;
        this.unhealthyAfter = unhealthyAfter;
        this.recorded = recorded;
        this.turn = turn;
    }

    void add(Entry entry) {
        next.add(entry);
        nextIsAwaited |= entry.isAwaited();
        unrecorded++;
        bytes += entry.bytes();
    }

    boolean isIdle() {
        return unrecorded == 0;
    }

    /** Whether so much is unrecorded that no more should come. */
    boolean isFull() {
        return unrecorded >= MOST_UNRECORDED || bytes >= MOST_BYTES;
    }

    /** When there is something to do without a call. */
    long wakeAt() {
        return mayRecord() ? tryAt : DueHeap.NEVER;
    }

    void turn(long now) {
        if (now < tryAt || !mayRecord()) {
            return;
        }
        List<Entry> batch = takeBatch();
        batches++;
        List<Outcome> outcomes = batch.stream().map(Entry::outcome).toList();
        CompletableFuture.completedFuture(outcomes)
                .thenCompose(all -> store.record(all, unhealthyAfter))
                .whenComplete((results, failure) -> loop.execute(() -> recorded(batch, results, failure, now)));
    }

    private boolean mayRecord() {
        return !next.isEmpty() && (batches == 0 || nextIsAwaited && batches < MOST_BATCHES);
    }

    private List<Entry> takeBatch() {
        int size = Math.min(LARGEST_BATCH, next.size());
        List<Entry> batch = next.subList(0, size);
        next = new ArrayList<>(next.subList(size, next.size()));
        nextIsAwaited = next.stream().anyMatch(Entry::isAwaited);
        return batch;
    }

    private void recorded(List<Entry> batch, List<RecordResult> results, Throwable failure, long askedAt) {
        batches--;
        if (failure == null) {
            settle(batch, results);
        } else {
            keep(batch);
            backOff(failure, askedAt);
        }
        turn.run();
    }

    private void keep(List<Entry> batch) {
        next.addAll(0, batch);
        nextIsAwaited |= batch.stream().anyMatch(Entry::isAwaited);
    }

    private void settle(List<Entry> batch, List<RecordResult> results) {
        if (pauseMillis > 0) {
            LOG.info("Outcomes of attempts are being recorded again");
        }
        pauseMillis = 0;
        tryAt = 0;
        for (int i = 0; i < batch.size(); i++) {
            unrecorded--;
            bytes -= batch.get(i).bytes();
            tell(batch.get(i), results.get(i));
        }
    }

    /** What goes wrong with one must not take the rest of the batch along: those would stay in memory for good. */
    private void tell(Entry entry, RecordResult result) {
        try {
            recorded.accept(entry, result);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("What follows an attempt of delivery {} failed", entry.outcome().delivery().deliveryId(), e);
        }
    }

    private void backOff(Throwable failure, long askedAt) {
        if (pauseMillis == 0) {
            LOG.warn("Outcomes of attempts cannot be recorded and are kept; trying again", failure);
        }
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, Math.max(FIRST_PAUSE_MILLIS, pauseMillis * 2));
        tryAt = askedAt + pauseMillis;
    }
}
