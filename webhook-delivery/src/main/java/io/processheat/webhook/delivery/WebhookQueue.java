package io.processheat.webhook.delivery;

import io.processheat.webhook.Priority;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.Lease;
import java.util.UUID;

/** One webhook's deliveries in memory. Belongs to the loop of its lane, as all that it refers to. */
final class WebhookQueue {

    /** What is due within this time may wait in memory. */
    static final long NEAR_MILLIS = 60_000;

    private final UUID webhookId;
    private final Pace pace;
    private final Unread unread = new Unread();
    private final HeldDeliveries held;
    private final ReadyDeliveries ready = new ReadyDeliveries();
    private final Standing standing = new Standing();
    private final TakenPlaces taken = new TakenPlaces();
    private Lease lease;
    private long leaseRound;
    private Receiver receiver;
    private Site site;
    private boolean blocked;
    private boolean blockKnown;

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

    Standing standing() {
        return standing;
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

    /** Whether anything but tests may be started: the webhook is active and not paused. */
    boolean isOpen() {
        return receiver != null && receiver.active() && !receiver.paused();
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

    HeldDeliveries held() {
        return held;
    }

    /** Takes a delivery into memory. */
    QueuedDelivery hold(ClaimedDelivery claimed) {
        QueuedDelivery delivery = new QueuedDelivery(this, claimed);
        held.hold(delivery);
        return delivery;
    }

    /** Takes a delivery into memory that may be sent now. */
    QueuedDelivery holdReady(ClaimedDelivery claimed) {
        QueuedDelivery delivery = hold(claimed);
        if (isHeldBack(claimed)) {
            delivery.follow(taken.before(claimed.sequence()));
        } else {
            addReady(delivery);
        }
        return delivery;
    }

    /** Lets a delivery go; what is left to do for it is in the store. */
    void release(QueuedDelivery delivery) {
        taken.ended(delivery);
        unread.leftMemory(delivery.claimed().sequence());
        held.release(delivery);
    }

    /** Lets go of all that is ready or waits, but for tests. */
    void releaseIdle() {
        held.releaseIf(delivery -> delivery.isIdle() && !delivery.test());
    }

    /** Whether a delivery whose attempt has ended stays in memory for another. */
    boolean keeps(QueuedDelivery delivery) {
        return isOpen() && delivery.claimed().lease().equals(lease) && !delivery.isSuperseded();
    }

    /** The store gave a delivery up: it must not be started any more. */
    void giveUp(long sequence) {
        QueuedDelivery given = held.get(sequence);
        if (given == null) {
            unread.leftMemory(sequence);
        } else if (given.isIdle()) {
            release(given);
        } else {
            given.supersede();
        }
    }

    /** The delivery {@code newer} has taken the place of this one, which must not be started any more. */
    void supersede(long sequence, long newer) {
        QueuedDelivery superseded = held.get(sequence);
        if (superseded == null) {
            unread.leftMemory(sequence);
            taken.passOn(sequence, newer);
        } else if (superseded.isIdle()) {
            release(superseded);
            taken.passOn(sequence, newer);
        } else {
            superseded.supersede();
            taken.take(superseded, newer);
        }
    }

    /** Whether it is to wait for the end of one that is under way, though superseded. */
    boolean isHeldBack(ClaimedDelivery claimed) {
        return claimed.order() != null && taken.before(claimed.sequence()) != null;
    }

    // ---- promptness

    /** An attempt was answered. */
    void answered(boolean promptly) {
        pace.answered(promptly);
        held.prompt(pace.prompt());
    }

    /**
     * An attempt is late. What the queue holds may now stay for long: where many do so, it gives up what is beyond the
     * share of webhooks that are not prompt, the least important first and of that the newest, so that the order stays.
     */
    void late() {
        pace.late();
        held.prompt(pace.prompt());
        for (Priority priority : Priority.values()) {
            shrinkToShare(priority);
        }
    }

    private void shrinkToShare(Priority priority) {
        QueuedDelivery newest = ready.newest(priority);
        while (newest != null && held.isTooMuch(priority)) {
            release(newest);
            unread.add(priority);
            newest = ready.newest(priority);
        }
    }

    // ---- order

    void addReady(QueuedDelivery delivery) {
        ready.add(delivery);
    }

    /** Ahead of the others of its priority: it had its turn. */
    void addReadyFirst(QueuedDelivery delivery) {
        ready.addFirst(delivery);
    }

    /** Behind what a page on its way may bring. */
    void arrive(QueuedDelivery delivery) {
        ready.arrive(delivery);
    }

    /** The page was read: where there is more before them than it has brought, their turn comes from the store. */
    void settleArrived() {
        ready.settleArrived(unread::has, this::release);
    }

    /** How many are ready of this priority and of those above it. */
    int readyCount(Priority from) {
        return ready.count(from);
    }

    /** The priority of the next one; null where nothing is ready. */
    Priority highestReady() {
        return ready.highest();
    }

    QueuedDelivery nextReady() {
        return ready.poll();
    }

    /** The next test; null where there is none. */
    QueuedDelivery nextTest() {
        return ready.pollTest();
    }

    boolean hasTest() {
        return ready.hasTest();
    }

    /** Whether an attempt could start, were there a slot. */
    boolean startable() {
        return ready.highest() != null && lease != null && isOpen() && !blocked && pace.mayStart();
    }
}
