package io.processheat.webhook.delivery;

import io.processheat.webhook.delivery.QueuedDelivery.State;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.Lease;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** One webhook's deliveries in memory. Belongs to the loop of its lane, as all that it refers to. */
final class WebhookQueue {

    /** What is due within this time may wait in memory. */
    static final long NEAR_MILLIS = 60_000;

    private static final int LARGE = 128;

    private final UUID webhookId;
    private final ByteBudget budget;
    private final Pace pace;
    private final Unread unread = new Unread();
    private Map<Long, QueuedDelivery> held = new HashMap<>();
    private ArrayDeque<QueuedDelivery> ready = new ArrayDeque<>(2);
    private final ArrayDeque<QueuedDelivery> tests = new ArrayDeque<>(0);
    private long heldBytes;
    private int mostHeld;
    private Lease lease;
    private long leaseRound;
    private Receiver receiver;
    private boolean blocked;
    private boolean blockKnown;
    private boolean queuedForSlot;

    WebhookQueue(UUID webhookId, ByteBudget budget, int maxInFlight) {
        this.webhookId = webhookId;
        this.budget = budget;
        this.pace = new Pace(maxInFlight);
    }

    UUID webhookId() {
        return webhookId;
    }

    Pace pace() {
        return pace;
    }

    Unread unread() {
        return unread;
    }

    // ---- whose it is, and what is known of the receiver

    /** The lease; null where another node has it, or nobody. */
    Lease lease() {
        return lease;
    }

    void own(Lease taken, long round) {
        lease = taken;
        leaseRound = round;
    }

    void disown() {
        lease = null;
    }

    /** In which round of renewing the lease came: an answer to that round cannot know it yet. */
    long leaseRound() {
        return leaseRound;
    }

    /** The receiver as last heard of; null where nothing was heard yet. */
    Receiver receiver() {
        return receiver;
    }

    void receiver(Receiver changed) {
        receiver = changed;
        blocked = false;
        blockKnown = false;
    }

    boolean active() {
        return receiver != null && receiver.active();
    }

    boolean deleted() {
        return receiver != null && receiver.deleted();
    }

    /** Whether its deliveries in the store may be read: it is ours, and known. */
    boolean readable() {
        return lease != null && receiver != null;
    }

    /**
     * Sends nothing for now, for a reason on our side.
     *
     * @return true where this is news
     */
    boolean block() {
        boolean news = !blockKnown;
        blocked = true;
        blockKnown = true;
        return news;
    }

    void unblock() {
        blocked = false;
    }

    // ---- memory

    boolean holds(long sequence) {
        return held.containsKey(sequence);
    }

    int heldCount() {
        return held.size();
    }

    long heldBytes() {
        return heldBytes;
    }

    /** How many more bytes it may hold. */
    long room() {
        return budget.room(heldBytes, pace.prompt());
    }

    long share() {
        return budget.share(pace.prompt());
    }

    /**
     * Whether a delivery it holds may stay until its next attempt: not for long, and only while there is room enough for
     * what may come.
     */
    boolean mayKeep(long delayMillis) {
        return delayMillis <= NEAR_MILLIS && room() >= heldBytes;
    }

    /** Takes a delivery into memory, ready to go. */
    QueuedDelivery hold(ClaimedDelivery claimed) {
        QueuedDelivery delivery = new QueuedDelivery(this, claimed);
        held.put(claimed.sequence(), delivery);
        mostHeld = Math.max(mostHeld, held.size());
        heldBytes += delivery.bytes();
        budget.take(delivery.bytes(), pace.prompt());
        return delivery;
    }

    /** Lets a delivery go; what is left to do for it is in the store. */
    void release(QueuedDelivery delivery) {
        held.remove(delivery.claimed().sequence());
        letGo(delivery);
        trim();
    }

    /** Lets go of all that is ready or waits, but for tests. */
    void releaseIdle() {
        ready.clear();
        held.values().removeIf(delivery -> {
            boolean idle = delivery.state() == State.READY || delivery.state() == State.WAITING;
            if (idle && !delivery.test()) {
                letGo(delivery);
                return true;
            }
            return false;
        });
        trim();
    }

    /** An attempt was answered. */
    void answered(boolean promptly) {
        boolean before = pace.prompt();
        pace.answered(promptly);
        moveFrom(before);
    }

    /**
     * An attempt is late. What the queue holds may now stay for long: it gives up what is beyond the share of webhooks
     * that are not prompt, newest first, so that the order stays.
     */
    void late() {
        boolean before = pace.prompt();
        pace.late();
        moveFrom(before);
        while (heldBytes > share() && !ready.isEmpty()) {
            QueuedDelivery newest = ready.pollLast();
            held.remove(newest.claimed().sequence());
            letGo(newest);
            unread.due = true;
        }
    }

    private void moveFrom(boolean wasPrompt) {
        budget.give(heldBytes, wasPrompt);
        budget.take(heldBytes, pace.prompt());
    }

    /** Collections keep the room of their largest backlog; of thousands of webhooks that is too much. */
    private void trim() {
        if (held.isEmpty() && mostHeld > LARGE) {
            held = new HashMap<>();
            ready = new ArrayDeque<>(2);
            mostHeld = 0;
        }
    }

    private void letGo(QueuedDelivery delivery) {
        heldBytes -= delivery.bytes();
        budget.give(delivery.bytes(), pace.prompt());
        delivery.released();
    }

    // ---- order

    void addReady(QueuedDelivery delivery) {
        delivery.become(State.READY);
        (delivery.test() ? tests : ready).addLast(delivery);
    }

    /** Ahead of the others: it had its turn. */
    void addReadyFirst(QueuedDelivery delivery) {
        delivery.become(State.READY);
        ready.addFirst(delivery);
    }

    int readyCount() {
        return ready.size();
    }

    QueuedDelivery nextReady() {
        return ready.pollFirst();
    }

    /** The next test; null where there is none. */
    QueuedDelivery nextTest() {
        return tests.pollFirst();
    }

    boolean hasTest() {
        return !tests.isEmpty();
    }

    /** Whether an attempt could start, were there a slot. */
    boolean startable() {
        return !ready.isEmpty() && lease != null && active() && !blocked && pace.mayStart();
    }

    boolean queuedForSlot() {
        return queuedForSlot;
    }

    void queuedForSlot(boolean isQueued) {
        queuedForSlot = isQueued;
    }
}
