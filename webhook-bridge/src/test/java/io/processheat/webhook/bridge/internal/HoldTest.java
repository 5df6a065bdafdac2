package io.processheat.webhook.bridge.internal;

import static io.processheat.webhook.bridge.internal.HeldEvents.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.bridge.EventSink;
import io.processheat.webhook.bridge.internal.Hold.Offer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HoldTest {

    private static final EventSink SINK = event -> null;
    private static final int AN_AGE_MILLIS = 600_000;

    @Test
    void refusesWhatIsBeyondItsCountAtOnceWhereNoWaitIsAllowed() {
        Hold hold = new Hold(new Settings("p", 2, 100_000, 10, 0));

        assertEquals(Offer.TAKEN, hold.offer(held("a")));
        assertEquals(Offer.TAKEN, hold.offer(held("b")));
        assertEquals(Offer.FULL, hold.offer(held("c")));
    }

    @Test
    void countsWhatTheSinkHasNotAcknowledged() throws Exception {
        Hold hold = new Hold(new Settings("p", 1, 100_000, 10, 0));
        hold.use(SINK);
        hold.offer(held("a"));
        HandOver a = hold.take(0);

        assertEquals(Offer.FULL, hold.offer(held("b")));
        hold.acknowledge(a);
        assertEquals(Offer.TAKEN, hold.offer(held("b")));
    }

    @Test
    void isBoundedInBytesToo() throws Exception {
        Hold hold = new Hold(new Settings("p", 100, 1_000, 10, 0));
        hold.use(SINK);
        hold.offer(held("a", 600));

        assertEquals(Offer.FULL, hold.offer(held("b", 401)));
        assertEquals(Offer.TAKEN, hold.offer(held("c", 400)));
        hold.refuse(hold.take(0));
        assertEquals(Offer.TAKEN, hold.offer(held("d", 600)));
    }

    @Test
    void whatCanNeverFitIsRefusedAtOnceAndLetsOthersIn() {
        Hold hold = new Hold(new Settings("p", 100, 1_000, 10, AN_AGE_MILLIS));

        assertEquals(Offer.TOO_LARGE, hold.offer(held("a", 1_001)));
        assertEquals(Offer.TAKEN, hold.offer(held("b", 1_000)));
    }

    @Test
    void waitsForRoom() throws Exception {
        Hold hold = new Hold(new Settings("p", 1, 100_000, 10, AN_AGE_MILLIS));
        hold.use(SINK);
        hold.offer(held("a"));
        Waiting<Offer> offer = new Waiting<>(() -> hold.offer(held("b")));

        hold.acknowledge(hold.take(0));

        assertEquals(Offer.TAKEN, offer.result());
    }

    @Test
    void afterAWaitInVainRefusesAtOnceUntilThereIsRoomAgain() throws Exception {
        Hold hold = new Hold(new Settings("p", 1, 100_000, 10, 1));
        hold.use(SINK);
        hold.offer(held("a"));
        assertEquals(Offer.FULL, hold.offer(held("b")));
        assertEquals(Offer.FULL, hold.offer(held("c")));

        hold.acknowledge(hold.take(0));

        assertEquals(Offer.TAKEN, hold.offer(held("d")));
    }

    @Test
    void doesNotWaitAgainAfterAWaitInVain() throws Exception {
        Hold hold = new Hold(new Settings("p", 1, 100_000, 10, AN_AGE_MILLIS));
        hold.offer(held("a"));
        Waiting<Offer> inVain = new Waiting<>(() -> hold.offer(held("b")));
        inVain.interrupt();
        assertEquals(Offer.FULL, inVain.result());

        assertEquals(Offer.FULL, hold.offer(held("c")), "at once, else the test's time is up");
    }

    @Test
    void waitsAgainOnceThereWasRoom() throws Exception {
        Hold hold = new Hold(new Settings("p", 1, 100_000, 10, AN_AGE_MILLIS));
        hold.use(SINK);
        hold.offer(held("a"));
        Waiting<Offer> inVain = new Waiting<>(() -> hold.offer(held("b")));
        inVain.interrupt();
        inVain.result();
        hold.acknowledge(hold.take(0));
        hold.offer(held("c"));

        Waiting<Offer> again = new Waiting<>(() -> hold.offer(held("d")));
        hold.acknowledge(hold.take(0));

        assertEquals(Offer.TAKEN, again.result());
    }

    @Test
    void largerBoundsLetWaitingEventsIn() throws Exception {
        Hold hold = new Hold(new Settings("p", 1, 100_000, 10, AN_AGE_MILLIS));
        hold.offer(held("a"));
        Waiting<Offer> offer = new Waiting<>(() -> hold.offer(held("b")));

        hold.change(new Settings("p", 2, 100_000, 10, AN_AGE_MILLIS));

        assertEquals(Offer.TAKEN, offer.result());
    }

    @Test
    void takingWaitsForAnEventAndForASink() throws Exception {
        Hold hold = new Hold(Settings.DEFAULTS);
        Waiting<HandOver> take = new Waiting<>(() -> hold.take(TimeUnit.MINUTES.toNanos(10)));
        hold.offer(held("a"));
        assertFalse(take.isDone());

        hold.use(SINK);

        assertEquals("a", take.result().held().event().id());
    }

    @Test
    void takingEndsAfterItsTime() throws Exception {
        Hold hold = new Hold(Settings.DEFAULTS);
        hold.use(SINK);

        assertNull(hold.take(TimeUnit.MILLISECONDS.toNanos(1)));
    }

    @Test
    void aSinkThatWasReplacedDoesNotDismissItsSuccessor() throws Exception {
        Hold hold = new Hold(Settings.DEFAULTS);
        EventSink successor = event -> null;
        hold.use(SINK);
        hold.use(successor);

        assertFalse(hold.dismiss(SINK));
        hold.offer(held("a"));
        assertEquals(successor, hold.take(0).sink());
        assertTrue(hold.dismiss(successor));
        hold.offer(held("b"));
        assertNull(hold.take(0));
    }

    @Test
    void awaitingEmptinessEndsWithTheLastAcknowledgement() throws Exception {
        Hold hold = new Hold(Settings.DEFAULTS);
        hold.use(SINK);
        hold.offer(held("a"));
        HandOver a = hold.take(0);
        Waiting<Boolean> empty = new Waiting<>(() -> {
            hold.awaitEmpty(TimeUnit.MINUTES.toNanos(10));
            return true;
        });

        hold.acknowledge(a);

        assertTrue(empty.result());
    }

    @Test
    void awaitingEmptinessIsPointlessWithoutASink() {
        Hold hold = new Hold(Settings.DEFAULTS);
        hold.offer(held("a"));

        hold.awaitEmpty(TimeUnit.MINUTES.toNanos(10));
    }

    @Test
    void closingEndsAllWaitingAndReturnsWhatIsLeft() throws Exception {
        Hold hold = new Hold(new Settings("p", 1, 100_000, 10, AN_AGE_MILLIS));
        hold.offer(held("a"));
        Waiting<Offer> offer = new Waiting<>(() -> hold.offer(held("b")));
        Waiting<HandOver> take = new Waiting<>(() -> hold.take(TimeUnit.MINUTES.toNanos(10)));

        List<Held> left = hold.close();

        assertEquals(List.of("a"), left.stream().map(held -> held.event().id()).toList());
        assertEquals(Offer.CLOSED, offer.result());
        assertNull(take.result());
        assertEquals(Offer.CLOSED, hold.offer(held("c")));
    }

    /** A call on another thread that is known to wait. */
    private static final class Waiting<T> {

        private final FutureTask<T> task;
        private final Thread thread;

        Waiting(Callable<T> call) {
            task = new FutureTask<>(call);
            thread = new Thread(task);
            thread.setDaemon(true);
            thread.start();
            while (thread.getState() != Thread.State.TIMED_WAITING && !task.isDone()) {
                Thread.onSpinWait();
            }
            assertFalse(task.isDone(), "it should wait");
        }

        boolean isDone() {
            return task.isDone();
        }

        void interrupt() {
            thread.interrupt();
        }

        T result() throws Exception {
            return task.get(20, TimeUnit.SECONDS);
        }
    }
}
