package io.processheat.webhook.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.delivery.ZoneHealth.State;
import io.processheat.webhook.delivery.ZoneHealth.Verdict;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZoneHealthTest {

    private static final ProbeTarget A = new ProbeTarget("a.example", 443, null);
    private static final ProbeTarget B = new ProbeTarget("b.example", 443, null);
    private static final ProbeTarget C = new ProbeTarget("c.example", 443, null);
    private static final ProbeTarget D = new ProbeTarget("d.example", 443, null);

    private final ZoneHealth health = new ZoneHealth(World.OUTAGE);

    @Test
    void threeSilentHostsMakeItDoubtfulAndAFailedProbeDown() {
        assertEquals(Verdict.OPEN, health.silent(A, 0, 3_000));
        assertEquals(Verdict.OPEN, health.silent(B, 0, 3_001));
        assertEquals(State.UP, health.state());
        assertEquals(Verdict.OPEN, health.silent(C, 0, 3_002));
        assertEquals(State.DOUBTFUL, health.state());
        health.probeFailed(List.of(A, B, C), false, 3_002, 4_502);
        assertEquals(State.DOWN, health.state());
        assertEquals("no answer at all from a.example:443, b.example:443, c.example:443", health.reason());
        assertEquals(Verdict.NO_ATTEMPT, health.verdict(3_000));
        assertEquals(Verdict.NO_ATTEMPT, health.silent(D, 2_000, 5_000));
    }

    @Test
    void aProbeThatIsAnsweredShowsThatItWasTheHosts() {
        silent(0, 3_000, A, B, C);
        health.answered(3_050);
        assertEquals(State.UP, health.state());
        assertEquals(Verdict.ATTEMPT, health.verdict(3_000));
        assertEquals(Verdict.OPEN, health.silent(A, 3_100, 6_000), "the next attempt is judged anew");
    }

    @Test
    void anAnswerInBetweenMakesThemCountAnew() {
        silent(0, 3_000, A, B);
        health.answered(3_500);
        silent(3_600, 6_600, C);
        assertEquals(State.UP, health.state());
    }

    @Test
    void oneHostIsOneHoweverOftenItIsSilentAndWhateverItsNames() throws UnknownHostException {
        InetAddress address = InetAddress.getByName("203.0.113.1");
        silent(0, 3_000, A, A, A);
        silent(0, 3_000, new ProbeTarget("x.example", 443, address), new ProbeTarget("y.example", 443, address));
        assertEquals(State.UP, health.state());
    }

    @Test
    void whatBeganBeforeTheLastAnswerSaysNothingUntilTheZoneHasBeenQuietForLong() {
        health.answered(1_000);
        assertEquals(Verdict.ATTEMPT, health.silent(A, 900, 3_900));
        assertTrue(health.isUndisturbed());
        assertEquals(Verdict.OPEN, health.silent(A, 900, 6_000));
    }

    @Test
    void silencesGrowOld() {
        silent(0, 3_000, A, B);
        silent(31_000, 34_000, C);
        assertEquals(State.UP, health.state());
    }

    @Test
    void whatWasUnderWayWhileItWasDownIsNoAttemptAfterwardsEither() {
        silent(0, 3_000, A, B, C);
        health.probeFailed(List.of(A), false, 3_000, 4_500);
        health.answered(8_000);
        assertEquals(Verdict.NO_ATTEMPT, health.silent(D, 1_000, 9_000));
        assertEquals(Verdict.NO_ATTEMPT, health.verdict(7_000));
        assertEquals(Verdict.OPEN, health.silent(D, 8_001, 11_000));
    }

    @Test
    void whatHangsSinceBeforeAnOutageIsNoAttempt() {
        silent(1_000, 4_000, A, B, C);
        assertEquals(Verdict.OPEN, health.hung(0, 4_001), "doubtful");
        health.probeFailed(List.of(A), false, 4_000, 5_500);
        assertEquals(Verdict.NO_ATTEMPT, health.hung(0, 6_000), "down");
        assertEquals(State.DOWN, health.state());
        health.answered(8_000);
        assertEquals(Verdict.NO_ATTEMPT, health.hung(7_999, 9_000), "up again");
    }

    @Test
    void whatHangsIsTheReceiversFailureUnlessTheZoneHasBeenQuietForLong() {
        health.answered(8_000);
        assertEquals(Verdict.ATTEMPT, health.hung(0, 10_000));
        assertEquals(Verdict.OPEN, health.hung(5_000, 15_000));
    }

    @Test
    void withFewerThanThreeHostsOnlyAConfiguredProbeDecides() {
        silent(0, 3_000, A, B);
        health.probeFailed(List.of(A, B), false, 3_000, 4_500);
        assertEquals(State.UP, health.state());
        health.probeFailed(List.of(D), true, 5_000, 6_500);
        assertEquals(State.DOWN, health.state());
        assertEquals("no answer from its probe d.example:443", health.reason());
    }

    @Test
    void anAnswerSinceTheProbeBeganKeepsItUp() {
        health.answered(5_100);
        health.probeFailed(List.of(D), true, 5_000, 6_500);
        assertEquals(State.UP, health.state());
    }

    @Test
    void hostsThatAnsweredOnceAndDoNotAnswerAProbeCountAsSilent() {
        silent(0, 3_000, A);
        health.probeFailed(List.of(B, C, A), false, 3_000, 4_500);
        assertEquals(State.DOWN, health.state());
    }

    private void silent(long startedAt, long now, ProbeTarget... hosts) {
        for (ProbeTarget host : hosts) {
            health.silent(host, startedAt, now);
        }
    }
}
