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
 * Hands outcomes to the store, a batch at a time: what ends while one batch is being recorded makes up the next. A batch
 * that cannot be recorded is kept and tried again; the store's compare-and-set makes that safe.
 */
final class OutcomeRecorder {

    /** So many outcomes, or so many bytes of them, may be unrecorded before no more attempts are started. */
    static final int MOST_UNRECORDED = 10_000;

    static final long MOST_BYTES = 4 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(OutcomeRecorder.class);
    private static final int LARGEST_BATCH = 1_000;
    private static final int OUTCOME_BYTES = 256;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final Loop loop;
    private final WebhookStore store;
    private final int unhealthyAfter;
    private final BiConsumer<Entry, RecordResult> recorded;
    private final Runnable turn;

    private List<Entry> next = new ArrayList<>();
    private List<Entry> batch = List.of();
    private boolean recording;
    private long bytes;
    private long pauseMillis;
    private long tryAt;

    /** An outcome, and the decision it came from. */
    record Entry(QueuedDelivery delivery, Outcome outcome, Decision decision, boolean outsideSchedule, long endedMillis) {

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
        bytes += entry.bytes();
    }

    boolean isIdle() {
        return batch.isEmpty() && next.isEmpty();
    }

    /** Whether so much is unrecorded that no more should come. */
    boolean isFull() {
        return batch.size() + next.size() >= MOST_UNRECORDED || bytes >= MOST_BYTES;
    }

    /** When there is something to do without a call. */
    long wakeAt() {
        return recording || isIdle() ? DueHeap.NEVER : tryAt;
    }

    void turn(long now) {
        if (recording || isIdle() || now < tryAt) {
            return;
        }
        if (batch.isEmpty()) {
            takeBatch();
        }
        recording = true;
        List<Outcome> outcomes = batch.stream().map(Entry::outcome).toList();
        CompletableFuture.completedFuture(outcomes)
                .thenCompose(all -> store.record(all, unhealthyAfter))
                .whenComplete((results, failure) -> loop.execute(() -> recorded(results, failure, now)));
    }

    private void takeBatch() {
        int size = Math.min(LARGEST_BATCH, next.size());
        batch = next.subList(0, size);
        next = new ArrayList<>(next.subList(size, next.size()));
    }

    private void recorded(List<RecordResult> results, Throwable failure, long askedAt) {
        recording = false;
        if (failure == null) {
            settle(results);
        } else {
            backOff(failure, askedAt);
        }
        turn.run();
    }

    private void settle(List<RecordResult> results) {
        if (pauseMillis > 0) {
            LOG.info("Outcomes of attempts are being recorded again");
        }
        pauseMillis = 0;
        tryAt = 0;
        List<Entry> done = batch;
        batch = List.of();
        for (int i = 0; i < done.size(); i++) {
            bytes -= done.get(i).bytes();
            tell(done.get(i), results.get(i));
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
