package io.processheat.webhook.delivery;

import io.processheat.webhook.Priority;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.Signer.Signatures;
import io.processheat.webhook.spi.Signer.SigningKey;

/** A delivery in memory, from its being claimed or read until the record of what became of it. */
final class QueuedDelivery {

    /** Where it is. */
    enum State {
        READY,
        /** For its next attempt to be due. */
        WAITING,
        UNDER_WAY,
        /** The attempt has ended; the store has not recorded it yet. */
        RECORDING,
        /** Out of memory. */
        RELEASED
    }

    /** Where it stands in line; null where it stands in none. */
    DeliveryList list;

    QueuedDelivery before;
    QueuedDelivery after;

    private final WebhookQueue queue;
    private final Priority priority;
    private final boolean pastUnknown;
    private ClaimedDelivery claimed;
    private State state = State.READY;
    private int outsideSchedule;
    private boolean repeat;
    private boolean superseded;
    private QueuedDelivery follower;
    private SigningAhead.Signed signed;

    QueuedDelivery(WebhookQueue queue, ClaimedDelivery claimed) {
        this.queue = queue;
        this.priority = claimed.priority();
        this.claimed = claimed;
        this.pastUnknown = claimed.attempts() > 0;
    }

    WebhookQueue queue() {
        return queue;
    }

    ClaimedDelivery claimed() {
        return claimed;
    }

    Priority priority() {
        return priority;
    }

    boolean test() {
        return claimed.test();
    }

    /** Whether it may use what is reserved for the most important. */
    boolean goesFirst() {
        return test() || priority == Priority.HIGH;
    }

    State state() {
        return state;
    }

    boolean isIdle() {
        return state == State.READY || state == State.WAITING;
    }

    void become(State next) {
        state = next;
    }

    /** Number of the attempt under way, or of the next one. */
    int attempt() {
        return claimed.attempts() + 1;
    }

    /** Signatures for its first attempt may come here. */
    void signedAhead(SigningAhead.Signed coming) {
        signed = coming;
    }

    /** Those that have come for this key and second, once; null where there are none. */
    Signatures takeSigned(SigningKey key, long timestamp) {
        SigningAhead.Signed brought = signed;
        signed = null;
        return brought == null ? null : brought.take(key, timestamp);
    }

    /**
     * Whether idle connections must be left alone: the last attempt found one closed; and a test has no second attempt
     * for that case.
     */
    boolean needsFreshConnection() {
        return repeat || test();
    }

    /** Attempts that count against the schedule, as far as is known, the one under way included. */
    int scheduledAttempts() {
        return attempt() - outsideSchedule;
    }

    /** Whether it came with attempts made before: some of those may have been outside the schedule. */
    boolean pastUnknown() {
        return pastUnknown;
    }

    /** The attempt was recorded; another will follow. */
    void attempted(long nextDueAt, boolean wasOutsideSchedule) {
        claimed = claimed.dueAgain(attempt(), nextDueAt);
        repeat = wasOutsideSchedule;
        if (wasOutsideSchedule) {
            outsideSchedule++;
        }
    }

    /** Another took its place while it was under way, or the store gave it up. */
    void supersede() {
        superseded = true;
    }

    boolean isSuperseded() {
        return superseded;
    }

    /** Makes this one wait for the end of one of its ordering key that is under way, though superseded. */
    void follow(QueuedDelivery underWay) {
        state = State.WAITING;
        underWay.follower = this;
    }

    /** The one that waits for its end; null where there is none. */
    QueuedDelivery follower() {
        return follower == null || follower.state != State.WAITING ? null : follower;
    }

    /** The one that it waited for reached the receiver, whatever became of it. */
    void told(long number) {
        claimed = claimed.told(number);
    }

    long bytes() {
        return bytes(claimed);
    }

    static long bytes(ClaimedDelivery claimed) {
        return ByteBudget.OVERHEAD + claimed.event().payload().length;
    }

    /** Lets go of the payload: heaps may keep this object for a while. */
    void released() {
        state = State.RELEASED;
        if (list != null) {
            list.remove(this);
        }
        claimed = null;
    }
}
