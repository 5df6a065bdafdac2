package io.processheat.webhook.delivery;

import io.processheat.webhook.Priority;
import io.processheat.webhook.spi.ClaimedDelivery;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** A webhook's deliveries that are in memory, wherever in it, and the bytes they take of the lane's budget. */
final class HeldDeliveries {

    private static final int LARGE = 128;

    private final ByteBudget budget;
    private Map<Long, QueuedDelivery> bySequence = new HashMap<>();
    private int mostHeld;
    private final SumByPriority bytes = new SumByPriority();
    private boolean prompt;
    private QueuedDelivery oversize;

    HeldDeliveries(ByteBudget budget) {
        this.budget = budget;
    }

    boolean holds(long sequence) {
        return bySequence.containsKey(sequence);
    }

    int count() {
        return bySequence.size();
    }

    /** What deliveries of this priority and of those above it take. */
    long bytes(Priority from) {
        return bytes.from(from);
    }

    /** How many more bytes may be held of this priority. */
    long room(Priority priority) {
        return budget.room(bytes.from(priority), prompt, priority);
    }

    /** Whether this delivery may be held, too. */
    boolean fits(ClaimedDelivery claimed) {
        return fits(QueuedDelivery.bytes(claimed), claimed.priority());
    }

    /**
     * Whether a delivery that is held may stay until its next attempt: not for long, and only while there is room enough
     * for what may come.
     */
    boolean mayKeep(QueuedDelivery delivery, long delayMillis) {
        Priority priority = delivery.priority();
        return delayMillis <= WebhookQueue.NEAR_MILLIS && room(priority) >= bytes(priority);
    }

    /** Whether a delivery of so many bytes may be held, too. */
    boolean fits(long size, Priority priority) {
        return budget.fits(size, bytes.from(priority), prompt, priority);
    }

    /** About how many more of this priority may be held, going by the size of those that are. */
    long roomFor(Priority priority) {
        long each = count() == 0 ? ByteBudget.OVERHEAD : bytes.all() / count();
        return Math.min(room(priority), share(priority)) / each;
    }

    /** Whether what is beyond its share is to be given up. */
    boolean isTooMuch(Priority priority) {
        return budget.isCrowdedBySlow() && bytes.from(priority) > budget.share(prompt, priority);
    }

    /** How many bytes may be held of this priority and of those above it. */
    long share(Priority priority) {
        return budget.share(prompt, priority);
    }

    /** The webhook does, or does not, answer promptly: its bytes count as such. */
    void prompt(boolean isPrompt) {
        long counted = bytes.all() - (oversize == null ? 0 : oversize.bytes());
        budget.give(counted, prompt);
        prompt = isPrompt;
        budget.take(counted, prompt);
    }

    void hold(QueuedDelivery delivery) {
        ClaimedDelivery claimed = delivery.claimed();
        bySequence.put(claimed.sequence(), delivery);
        mostHeld = Math.max(mostHeld, bySequence.size());
        long held = bytes.from(delivery.priority());
        if (!delivery.test() && budget.mayBeOversize(delivery.bytes(), held, prompt, delivery.priority())) {
            oversize = delivery;
            budget.oversizeHeld(true);
        } else {
            budget.take(delivery.bytes(), prompt);
        }
        bytes.add(delivery.priority(), delivery.bytes());
    }

    /** The delivery of this sequence; null where it is not held. */
    QueuedDelivery get(long sequence) {
        return bySequence.get(sequence);
    }

    void release(QueuedDelivery delivery) {
        bySequence.remove(delivery.claimed().sequence());
        letGo(delivery);
        trim();
    }

    void releaseIf(Predicate<QueuedDelivery> unwanted) {
        bySequence.values().removeIf(delivery -> {
            boolean goes = unwanted.test(delivery);
            if (goes) {
                letGo(delivery);
            }
            return goes;
        });
        trim();
    }

    private void letGo(QueuedDelivery delivery) {
        bytes.add(delivery.priority(), -delivery.bytes());
        if (delivery == oversize) {
            oversize = null;
            budget.oversizeHeld(false);
        } else {
            budget.give(delivery.bytes(), prompt);
        }
        delivery.released();
    }

    /** Collections keep the room of their largest backlog; with thousands of webhooks that is too much. */
    private void trim() {
        if (bySequence.isEmpty() && mostHeld > LARGE) {
            bySequence = new HashMap<>();
            mostHeld = 0;
        }
    }
}
