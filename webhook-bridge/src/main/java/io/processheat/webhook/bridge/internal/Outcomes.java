package io.processheat.webhook.bridge.internal;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What became of events: counts it, logs it in bounded amounts and completes the receipts. */
final class Outcomes {

    /** Why an event is let go; each has its lines in the log, so that a flood of one does not hide another. */
    enum Refusal { UNREADABLE, NO_ROOM, NOT_TAKEN }

    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

    private final Map<Refusal, LimitedLog> refusals = new EnumMap<>(Refusal.class);
    private final LimitedLog failures;
    private final Receipts receipts = new Receipts();
    private final LongAdder received = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder refused = new LongAdder();

    Outcomes(LongSupplier nanoTime) {
        failures = new LimitedLog(LOG::warn, nanoTime);
        for (Refusal refusal : Refusal.values()) {
            refusals.put(refusal, new LimitedLog(LOG::error, nanoTime));
        }
    }

    void received() {
        received.increment();
    }

    void delivered(Held held, String eventId) {
        delivered.increment();
        receipts.complete(held.receipt(), eventId);
    }

    /** @param why made where somebody reads it: a flood of refusals must stay cheap */
    void refused(Refusal refusal, String topic, CompletableFuture<String> receipt, Supplier<? extends Throwable> why) {
        refused.increment();
        refusals.get(refusal).say(() -> "Refused an event on " + topic + ": " + why.get());
        if (receipt != null) {
            receipts.fail(receipt, why.get());
        }
    }

    /** The event stays held. */
    void failed(Held held, Throwable cause, long nanosUntilNextTry) {
        failures.say(() -> "The manager cannot take the event on " + held.event().topic() + " now, next try in "
                + TimeUnit.NANOSECONDS.toMillis(nanosUntilNextTry) + " ms", cause);
    }

    /** What was held when the bridge stopped. */
    void lost(List<Held> left) {
        if (!left.isEmpty()) {
            LOG.warn("{} events were still held and are lost, the first on {}",
                    left.size(), left.get(0).event().topic());
        }
        for (Held held : left) {
            receipts.fail(held.receipt(), new IllegalStateException("The bridge stopped before the manager took the event"));
        }
    }

    /** To be called now and then: says what the logs still owe. */
    void tick() {
        failures.tick();
        refusals.values().forEach(LimitedLog::tick);
    }

    void close() {
        failures.close();
        refusals.values().forEach(LimitedLog::close);
        receipts.close();
        LOG.info("Events since the start: {} received, {} delivered, {} refused", received, delivered, refused);
    }

    long receivedCount() {
        return received.sum();
    }

    long deliveredCount() {
        return delivered.sum();
    }

    long refusedCount() {
        return refused.sum();
    }
}
