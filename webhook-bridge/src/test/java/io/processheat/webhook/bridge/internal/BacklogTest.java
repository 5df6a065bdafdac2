package io.processheat.webhook.bridge.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.bridge.EventSink;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final int WINDOW = 10;

    private final EventSink sink = event -> null;
    private final EventSink newSink = event -> null;
    private final Backlog backlog = new Backlog();
    private long now = Long.MAX_VALUE - 5; // nanoTime may overflow at any moment

    @BeforeEach
    void start() {
        backlog.use(sink);
    }

    @Test
    void handsOverInTheOrderOfArrival() {
        add("a", "b", "c");

        assertEquals(List.of("a", "b", "c"), idsOf(nextAll()));
    }

    @Test
    void handsOverNothingWithoutASink() {
        backlog.use(null);
        add("a");

        assertNull(next());
        assertEquals(Long.MAX_VALUE, backlog.nanosUntilNext(now));
    }

    @Test
    void handsOverNoMoreThanTheWindow() {
        add("a", "b", "c");
        HandOver a = backlog.next(now, 2);
        HandOver b = backlog.next(now, 2);

        assertNull(backlog.next(now, 2));
        assertTrue(backlog.acknowledge(b));
        assertEquals("c", idOf(backlog.next(now, 2)));
        assertTrue(backlog.acknowledge(a));
    }

    @Test
    void isAcknowledgedOnce() {
        add("a");
        HandOver a = next();

        assertTrue(backlog.acknowledge(a));
        assertFalse(backlog.acknowledge(a));
        assertFalse(backlog.refuse(a));
        assertEquals(OptionalLong.empty(), backlog.putBack(a, now));
    }

    @Test
    void whatFailsComesFirstAfterAPause() {
        add("a", "b", "c");
        HandOver a = next();

        assertEquals(OptionalLong.of(Backlog.FIRST_PAUSE), backlog.putBack(a, now));
        assertNull(next());
        assertEquals(Backlog.FIRST_PAUSE, backlog.nanosUntilNext(now));
        now += Backlog.FIRST_PAUSE;

        assertEquals(List.of("a", "b", "c"), idsOf(nextAll()));
    }

    @Test
    void whatFailsTogetherComesBackInTheOrderOfArrivalAfterOnePause() {
        add("a", "b", "c", "d");
        HandOver a = next();
        HandOver b = next();
        HandOver c = next();
        now += 7;

        backlog.putBack(c, now);
        backlog.putBack(a, now);
        assertEquals(OptionalLong.of(Backlog.FIRST_PAUSE), backlog.putBack(b, now));
        now += Backlog.FIRST_PAUSE;

        assertEquals(List.of("a", "b", "c", "d"), idsOf(nextAll()));
    }

    @Test
    void pausesDoubleUpToALimitAndStartAnewAfterASuccess() {
        add("a", "b");
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            pauses.add(failNext() / 1_000_000);
        }
        assertEquals(List.of(100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L), pauses);

        assertTrue(backlog.acknowledge(next()));

        assertEquals(Backlog.FIRST_PAUSE, failNext());
    }

    @Test
    void anEventThatFailsAgainAndAgainHoldsTheOthersUpNoLonger() {
        add("poison", "b", "c");
        for (int i = 1; i < Backlog.FAILURES_UNTIL_SET_ASIDE; i++) {
            failNext();
        }
        HandOver poison = next();
        assertEquals("poison", idOf(poison));
        backlog.putBack(poison, now);

        assertEquals(List.of("b", "c"), idsOf(nextAll()));
        assertEquals(Backlog.LONGEST_PAUSE, backlog.nanosUntilNext(now));
        now += Backlog.LONGEST_PAUSE;
        assertEquals("poison", idOf(next()));
    }

    @Test
    void anEventSetAsideDoesNotKeepAFullWindowBusy() {
        add("poison", "b");
        for (int i = 1; i < Backlog.FAILURES_UNTIL_SET_ASIDE; i++) {
            failNext();
        }
        backlog.putBack(next(), now);
        assertEquals("b", idOf(backlog.next(now, 1)));
        now += Backlog.LONGEST_PAUSE;

        assertNull(backlog.next(now, 1));
        assertEquals(Long.MAX_VALUE, backlog.nanosUntilNext(now), "waits for the acknowledgement, does not spin");
    }

    @Test
    void aNewSinkGetsEverythingUnacknowledgedAtOnceInOrder() {
        add("a", "b", "c", "d");
        HandOver a = next();
        HandOver b = next();
        next();
        backlog.acknowledge(b);
        backlog.putBack(a, now);

        backlog.use(newSink);

        List<HandOver> again = nextAll();
        assertEquals(List.of("a", "c", "d"), idsOf(again));
        again.forEach(handOver -> assertSame(newSink, handOver.sink()));
    }

    @Test
    void aSinkThatLeavesKeepsWhatItHasUntilAnotherComes() {
        add("a", "b");
        HandOver a = next();
        next();
        backlog.use(null);

        assertTrue(backlog.acknowledge(a));
        backlog.use(newSink);

        assertEquals(List.of("b"), idsOf(nextAll()));
    }

    @Test
    void aLateSuccessOfTheFormerSinkCountsOnce() {
        add("a", "b");
        HandOver byFormer = next();
        HandOver other = next();
        backlog.use(newSink);

        assertTrue(backlog.acknowledge(other), "not handed over again yet");
        HandOver byNew = next();
        assertEquals("a", idOf(byNew));
        assertTrue(backlog.acknowledge(byFormer));
        assertFalse(backlog.acknowledge(byNew));
        assertNull(next());
    }

    @Test
    void aLateFailureOfTheFormerSinkDoesNotCount() {
        add("a", "b");
        HandOver a = next();
        HandOver b = next();
        backlog.use(newSink);

        assertFalse(backlog.refuse(a), "before it is handed over again");
        HandOver again = next();
        assertFalse(backlog.refuse(a), "after it was handed over again");
        assertEquals(OptionalLong.empty(), backlog.putBack(b, now));

        assertTrue(backlog.refuse(again));
        assertEquals(List.of("b"), idsOf(nextAll()));
    }

    @Test
    void whatIsLeftIsDrainedInOrderAndSettled() {
        add("a", "b", "c", "d");
        HandOver a = next();
        HandOver b = next();
        HandOver c = next();
        backlog.acknowledge(b);
        backlog.putBack(c, now);

        assertEquals(List.of("a", "c", "d"), backlog.drain().stream().map(held -> held.event().id()).toList());
        assertFalse(backlog.acknowledge(a));
        assertNull(next());
    }

    private void add(String... ids) {
        for (String id : ids) {
            backlog.add(HeldEvents.held(id));
        }
    }

    private HandOver next() {
        return backlog.next(now, WINDOW);
    }

    private List<HandOver> nextAll() {
        List<HandOver> all = new ArrayList<>();
        for (HandOver next = next(); next != null; next = next()) {
            all.add(next);
        }
        return all;
    }

    private long failNext() {
        long pause = backlog.putBack(next(), now).orElseThrow();
        now += pause;
        return pause;
    }

    private static String idOf(HandOver handOver) {
        return handOver.held().event().id();
    }

    private static List<String> idsOf(List<HandOver> handOvers) {
        return handOvers.stream().map(BacklogTest::idOf).toList();
    }
}
