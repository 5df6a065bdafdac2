package io.processheat.webhook.delivery;

import io.processheat.webhook.delivery.QueuedDelivery.State;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.Lease;
import java.util.ArrayDeque;
import java.util.UUID;

/** One webhook's deliveries in memory. Belongs to the loop of its lane, as all that it refers to. */
final class WebhookQueue {

    /** What is due within this time may wait in memory. */
    static final long NEAR_MILLIS = 60_000;

    private final UUID webhookId;
    private final Pace pace;
    private final Unread unread = new Unread();
    private final HeldDeliveries held;
    private ArrayDeque<QueuedDelivery> ready = new ArrayDeque<>(2);
    private final ArrayDeque<QueuedDelivery> tests = new ArrayDeque<>(0);
    private final ArrayDeque<QueuedDelivery> arrived = new ArrayDeque<>(0);
    private Lease lease;
    private long leaseRound;
    private Receiver receiver;
    private Site site;
    private boolean blocked;
    private boolean blockKnown;
    private boolean queuedForSlot;

    WebhookQueue(UUID webhookId, ByteBudget budget, PaceSettings pace) {
        this.webhookId = webhookId;
        this.held = new HeldDeliveries(budget);
        this.pace = new Pace(pace);
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
        pace.options(changed.options());
        blocked = false;
        blockKnown = false;
    }

    /** Where the receiver is, as far as is known. */
    Site site(Zones zones) {
        if (site == null || !site.isOf(receiver)) {
            site = Site.of(receiver, site, zones);
        }
        return site;
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

    /** Whether memory knows more of this delivery than a page on its way does. */
    boolean knows(long sequence) {
        return held.holds(sequence) || unread.hasLeftMemory(sequence);
    }

    int heldCount() {
        return held.count();
    }

    long heldBytes() {
        return held.bytes();
    }

    /** Whether it may hold a delivery of so many bytes, too. */
    boolean fits(long bytes) {
        return held.fits(bytes);
    }

    long share() {
        return held.share();
    }

    boolean holds(long sequence) {
        return held.holds(sequence);
    }

    /**
     * Whether a delivery it holds may stay until its next attempt: not for long, and only while there is room enough for
     * what may come.
     */
    boolean mayKeep(long delayMillis) {
        return delayMillis <= NEAR_MILLIS && held.room() >= held.bytes();
    }

    /** Takes a delivery into memory. */
    QueuedDelivery hold(ClaimedDelivery claimed) {
        QueuedDelivery delivery = new QueuedDelivery(this, claimed);
        held.hold(delivery);
        return delivery;
    }

    /** Lets a delivery go; what is left to do for it is in the store. */
    void release(QueuedDelivery delivery) {
        unread.leftMemory(delivery.claimed().sequence());
        if (held.release(delivery)) {
            ready = new ArrayDeque<>(2);
        }
    }

    /** Lets go of all that is ready or waits, but for tests. */
    void releaseIdle() {
        ready.clear();
        arrived.clear();
        held.releaseIf(delivery -> delivery.isIdle() && !delivery.test());
    }

    // ---- promptness

    /** An attempt was answered. */
    void answered(boolean promptly) {
        pace.answered(promptly);
        held.prompt(pace.prompt());
    }

    /**
     * An attempt is late. What the queue holds may now stay for long: it gives up what is beyond the share of webhooks
     * that are not prompt, newest first, so that the order stays.
     */
    void late() {
        pace.late();
        held.prompt(pace.prompt());
        while (held.bytes() > held.share() && !ready.isEmpty()) {
            release(ready.pollLast());
            unread.due = true;
        }
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

    /** Behind what a page on its way may bring. */
    void arrive(QueuedDelivery delivery) {
        arrived.addLast(delivery);
    }

    /** The page has brought all that was before them. */
    void addArrived() {
        ready.addAll(arrived);
        arrived.clear();
    }

    /** There is more before them than the page has brought: their turn comes from the store. */
    void dropArrived() {
        while (!arrived.isEmpty()) {
            release(arrived.pollFirst());
        }
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
