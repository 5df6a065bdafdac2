package io.processheat.webhook.delivery;

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
    private long bytes;
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

    long bytes() {
        return bytes;
    }

    /** How many more bytes may be held. */
    long room() {
        return budget.room(bytes, prompt);
    }

    /** Whether a delivery of so many bytes may be held, too. */
    boolean fits(long size) {
        return budget.fits(size, bytes, prompt);
    }

    /** How many bytes may be held in all. */
    long share() {
        return budget.share(prompt);
    }

    /** The webhook does, or does not, answer promptly: its bytes count as such. */
    void prompt(boolean isPrompt) {
        long counted = bytes - (oversize == null ? 0 : oversize.bytes());
        budget.give(counted, prompt);
        prompt = isPrompt;
        budget.take(counted, prompt);
    }

    void hold(QueuedDelivery delivery) {
        ClaimedDelivery claimed = delivery.claimed();
        bySequence.put(claimed.sequence(), delivery);
        mostHeld = Math.max(mostHeld, bySequence.size());
        if (!delivery.test() && budget.mayBeOversize(delivery.bytes(), bytes, prompt)) {
            oversize = delivery;
            budget.oversizeHeld(true);
        } else {
            budget.take(delivery.bytes(), prompt);
        }
        bytes += delivery.bytes();
    }

    /** @return true where this was the last one of what was a large backlog */
    boolean release(QueuedDelivery delivery) {
        bySequence.remove(delivery.claimed().sequence());
        letGo(delivery);
        return trim();
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
        bytes -= delivery.bytes();
        if (delivery == oversize) {
            oversize = null;
            budget.oversizeHeld(false);
        } else {
            budget.give(delivery.bytes(), prompt);
        }
        delivery.released();
    }

    /** Collections keep the room of their largest backlog; with thousands of webhooks that is too much. */
    private boolean trim() {
        boolean wasLarge = bySequence.isEmpty() && mostHeld > LARGE;
        if (wasLarge) {
            bySequence = new HashMap<>();
            mostHeld = 0;
        }
        return wasLarge;
    }
}
