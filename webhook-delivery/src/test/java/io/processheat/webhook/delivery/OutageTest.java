package io.processheat.webhook.delivery;

import static io.processheat.webhook.delivery.ScriptedSender.failure;
import static io.processheat.webhook.delivery.ScriptedSender.silence;
import static io.processheat.webhook.delivery.ScriptedSender.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.delivery.ScriptedSender.Reply;
import io.processheat.webhook.delivery.http.PostResult.Kind;
import io.processheat.webhook.delivery.http.ProbeAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OutageTest {

    private static final Reply NO_ANSWER = failure(Kind.CONNECT_TIMEOUT).after(3_000);
    private static final List<String> PUBLIC = List.of("203.0.113.1", "203.0.113.2", "203.0.113.3");

    private World world = new World();

    @Test
    void whileTheLineIsDownNoAttemptIsUsedUpAndNobodyBecomesUnhealthy() {
        cut(PUBLIC);
        List<UUID> deliveries = publishEach(PUBLIC, 20);
        world.elapse(3_600_000);
        assertTrue(world.store.recorded().isEmpty());
        assertEquals(List.of("public down"), news());

        mend(PUBLIC);
        world.elapse(30_000);
        assertEquals(List.of("public down", "public up"), news());
        assertTrue(world.store.allSent());
        deliveries.forEach(delivery -> assertEquals(1, world.store.delivery(delivery).orElseThrow().attempts().size()));
        assertTrue(world.alarms.isEmpty());
    }

    @Test
    void itIsProbedEveryFiveSeconds() {
        cut(PUBLIC);
        publishEach(PUBLIC, 1);
        world.elapse(10_000);
        int before = world.prober.probed().size();
        world.elapse(50_000);
        assertEquals(10 * PUBLIC.size(), world.prober.probed().size() - before);
    }

    @Test
    void anAnswerToAnAttemptStillUnderWayEndsIt() {
        cut(PUBLIC);
        world.sender.script("203.0.113.4", status(200).after(6_000));
        publishEach(PUBLIC, 1);
        world.publish(world.webhook("203.0.113.4"));
        world.elapse(5_900);
        assertEquals(List.of("public down"), news());
        world.elapse(200);
        assertEquals(List.of("public down", "public up"), news());
    }

    @Test
    void hostsThatHangAmongOthersThatAnswerFailAsEver() {
        cut(PUBLIC);
        List<UUID> deliveries = publishEach(PUBLIC, 1);
        UUID healthy = world.webhook("203.0.113.9");
        for (int i = 0; i < 60; i++) {
            world.publish(healthy);
            world.elapse(1_000);
        }
        assertTrue(news().isEmpty());
        deliveries.forEach(delivery -> assertEquals(WebhookStatus.FAILED, world.store.status(delivery)));
    }

    @Test
    void hostsThatHangWhileOthersHaveNothingToDoFailToo() {
        world.prober.answers("203.0.113.9", 10);
        world.publish(world.webhook("203.0.113.9"));
        world.elapse(60_000);
        cut(PUBLIC);
        List<UUID> deliveries = publishEach(PUBLIC, 1);
        world.elapse(60_000);
        assertTrue(news().isEmpty());
        deliveries.forEach(delivery -> assertEquals(WebhookStatus.FAILED, world.store.status(delivery)));
    }

    @Test
    void hostsThatConnectAndHangAreNoOutage() {
        for (String host : PUBLIC) {
            world.sender.script(host, silence());
            world.prober.answers(host, 10);
        }
        publishEach(PUBLIC, 1);
        world.elapse(120_000);
        assertTrue(news().isEmpty());
        assertFalse(world.store.recorded().isEmpty());
    }

    @Test
    void aHostThatIsDeadAloneKeepsItsRetryTimes() {
        world.sender.script("203.0.113.1", NO_ANSWER);
        world.publish(world.webhook("203.0.113.1"));
        world.elapse(60_000);
        List<Long> times = world.sender.timesOf("203.0.113.1");
        assertEquals(4, times.size());
        long[] delays = {2_000, 4_000, 8_000};
        for (int i = 0; i < 3; i++) {
            long pause = times.get(i + 1) - times.get(i) - 3_000;
            assertTrue(pause >= delays[i] && pause <= delays[i] * 11 / 10 + 10, "after " + pause);
        }
    }

    @Test
    void soDoTwoThatAreSilentAtDifferentTimes() {
        world.sender.script("203.0.113.1", NO_ANSWER);
        world.sender.script("203.0.113.2", NO_ANSWER);
        UUID first = world.publish(world.webhook("203.0.113.1"));
        world.elapse(1_300);
        UUID second = world.publish(world.webhook("203.0.113.2"));
        world.elapse(60_000);
        assertEquals(WebhookStatus.FAILED, world.store.status(first));
        assertEquals(WebhookStatus.FAILED, world.store.status(second));
        List<Long> times = world.sender.timesOf("203.0.113.2");
        assertTrue(times.get(1) - times.get(0) <= 5_210, times.toString());
    }

    @Test
    void aPlantsNetworkGoesOnWhileTheUplinkIsDown() {
        cut(PUBLIC);
        publishEach(PUBLIC, 1);
        UUID historian = world.webhook("10.20.0.5");
        world.elapse(10_000);
        UUID delivery = world.publish(historian);
        world.elapse(10);
        assertEquals(WebhookStatus.SENT, world.store.status(delivery));
        assertEquals(List.of("public down"), news());
    }

    @Test
    void andTheOtherWayRound() {
        List<String> plant = List.of("10.20.0.1", "10.20.0.2", "10.20.0.3");
        cut(plant);
        publishEach(plant, 1);
        world.elapse(10_000);
        UUID delivery = world.publish(world.webhook("203.0.113.1"));
        world.elapse(10);
        assertEquals(WebhookStatus.SENT, world.store.status(delivery));
        assertEquals(List.of("10.20.0.0/16 down"), news());
    }

    @Test
    void namesThatCannotBeLookedUpCountForThePublicZone() {
        List<String> names = List.of("a.example", "b.example", "c.example");
        names.forEach(name -> world.sender.script(name, failure(Kind.LOOKUP_UNANSWERED).after(4_000)));
        publishEach(names, 1);
        world.elapse(60_000);
        assertEquals(List.of("public down"), news());
        assertTrue(world.store.recorded().isEmpty());
    }

    @Test
    void aHostThatOnlyWaitsIsProbedTooLestTheDeadOnesHoldItBackForGood() {
        cut(PUBLIC);
        publishEach(PUBLIC, 1);
        world.elapse(10_000);
        world.prober.answers("203.0.113.9", 10);
        UUID delivery = world.publish(world.webhook("203.0.113.9"));
        world.elapse(6_000);
        assertEquals(WebhookStatus.SENT, world.store.status(delivery));
    }

    @Test
    void attemptsComeBackFewAtATimeThenTwiceAsManyWithEachSecond() {
        cut(PUBLIC);
        publishEach(PUBLIC, 100);
        world.elapse(20_000);
        PUBLIC.forEach(host -> world.sender.script(host, status(200).after(400)));
        world.prober.answers(PUBLIC.get(0), 0);
        while (news().size() < 2) {
            world.elapse(1);
        }
        assertEquals(4, mostUnderWayFor(900));
        world.elapse(150);
        assertEquals(8, mostUnderWayFor(850));
        world.elapse(150);
        assertEquals(16, mostUnderWayFor(850));
        world.elapse(10_000);
        assertTrue(world.store.allSent());
    }

    private int mostUnderWayFor(long millis) {
        int most = 0;
        for (int i = 0; i < millis; i++) {
            world.elapse(1);
            most = Math.max(most, world.sender.underWay());
        }
        return most;
    }

    @Test
    void withAProbeOneHostIsEnough() {
        world = new World(withProbe());
        world.sender.script("10.20.0.7", NO_ANSWER);
        UUID delivery = world.publish(world.webhook("10.20.0.7"));
        world.elapse(60_000);
        assertEquals(List.of("10.20.0.0/16 down"), news());
        assertTrue(world.store.recorded().isEmpty());
        world.prober.answers("10.20.0.1", 1);
        world.sender.script("10.20.0.7", status(200));
        world.elapse(6_000);
        assertEquals(WebhookStatus.SENT, world.store.status(delivery));
    }

    @Test
    void aProbeThatAnswersLeavesTheBlameWithTheHosts() {
        world = new World(withProbe());
        world.prober.answers("10.20.0.1", 1);
        List<String> plant = List.of("10.20.0.7", "10.20.0.8", "10.20.0.9");
        cut(plant);
        publishEach(plant, 1);
        world.elapse(60_000);
        assertTrue(news().isEmpty());
        assertFalse(world.store.recorded().isEmpty());
    }

    @Test
    void whatWasUnderWayWhenTheLineWasCutIsNoAttemptAndNoSignThatItIsBack() {
        world = new World(withProbe());
        world.prober.answers("10.20.0.1", 1);
        world.sender.script("10.20.0.7", silence());
        UUID delivery = world.publish(world.webhook("10.20.0.7"));
        world.elapse(1_000);
        world.prober.silent("10.20.0.1");
        world.elapse(60_000);
        assertEquals(List.of("10.20.0.0/16 down"), news());
        assertTrue(world.store.recorded().isEmpty());
        assertEquals(1, world.sender.sentTo("10.20.0.7").size());

        world.prober.answers("10.20.0.1", 1);
        world.sender.script("10.20.0.7", status(200));
        world.elapse(6_000);
        assertEquals(WebhookStatus.SENT, world.store.status(delivery));
        assertEquals(1, world.store.delivery(delivery).orElseThrow().attempts().size());
    }

    @Test
    void withoutAProbeToo() {
        world.sender.script("203.0.113.8", silence());
        UUID delivery = world.publish(world.webhook("203.0.113.8"));
        cut(List.of("203.0.113.8"));
        cut(PUBLIC);
        publishEach(PUBLIC, 1);
        world.elapse(60_000);
        assertEquals(List.of("public down"), news());
        assertEquals(List.of(), world.store.delivery(delivery).orElseThrow().attempts());
    }

    @Test
    void testsAreMadeWhateverTheLine() {
        cut(PUBLIC);
        publishEach(PUBLIC, 1);
        world.elapse(10_000);
        world.sender.script("203.0.113.1", NO_ANSWER);
        UUID test = world.test(world.webhook("203.0.113.1"));
        world.elapse(3_100);
        assertEquals(WebhookStatus.FAILED, world.store.status(test));
    }

    @Test
    void stoppingWhileItIsNotClearRecordsNothing() {
        world.sender.script("203.0.113.1", NO_ANSWER);
        UUID delivery = world.publish(world.webhook("203.0.113.1"));
        world.elapse(3_500);
        CompletableFuture<Void> stopped = world.stop(3_000);
        assertTrue(stopped.isDone());
        assertTrue(world.store.recorded().isEmpty());
        assertEquals(WebhookStatus.PENDING, world.store.status(delivery));
    }

    @Test
    void whatIsDeactivatedMeanwhileIsNotSentAfterwards() {
        cut(PUBLIC);
        UUID webhook = world.webhook(PUBLIC.get(0));
        world.publish(webhook);
        publishEach(PUBLIC, 1);
        world.elapse(10_000);
        world.activate(webhook, false);
        int before = world.sender.sentTo(PUBLIC.get(0)).size();
        mend(PUBLIC);
        world.elapse(30_000);
        assertEquals(before + 1, world.sender.sentTo(PUBLIC.get(0)).size(), "the other webhook's");
    }

    @Test
    void aLongBacklogStaysInTheStoreAndComesThrough() {
        world = new World(World.settings(8, 0, 5));
        cut(PUBLIC);
        List<UUID> webhooks = PUBLIC.stream().map(world::webhook).toList();
        for (int i = 0; i < 3_000; i++) {
            webhooks.forEach(webhook -> world.publish(webhook, 4_000));
        }
        world.elapse(3_600_000);
        int loads = world.store.loads();
        world.elapse(60_000);
        assertTrue(world.store.loads() - loads <= 3, "nothing is read that cannot be sent");
        mend(PUBLIC);
        world.elapse(120_000);
        assertTrue(world.store.allSent());
        assertEquals(9_000, world.sender.sent().stream().filter(sent -> sent.atMillis() > 3_600_000).count());
    }

    @Test
    void operatorsAreToldWhichLineIsDownAndSinceWhenUntilItIsBack() {
        assertEquals(List.of(), warnings());
        long cutAt = world.time.wall();
        cut(PUBLIC);
        publishEach(PUBLIC, 1);
        world.elapse(10_000);
        List<String> warnings = warnings();
        assertEquals(1, warnings.size());
        Matcher words = Pattern.compile("the line to the zone public has been down since (\\S+): its deliveries wait")
                .matcher(warnings.get(0));
        assertTrue(words.matches(), warnings.get(0));
        long sinceMillis = Instant.parse(words.group(1)).toEpochMilli() - cutAt;
        assertTrue(sinceMillis > 0 && sinceMillis <= 5_000, words.group(1));

        world.elapse(3_600_000);
        assertEquals(warnings, warnings(), "the time stays");
        mend(PUBLIC);
        world.elapse(10_000);
        assertEquals(List.of(), warnings());
    }

    @Test
    void aLineThatIsOnlyDoubtedIsNothingToTellOperators() {
        cut(PUBLIC);
        world.prober.answers("203.0.113.1", 10);
        publishEach(PUBLIC, 1);
        for (int second = 0; second < 20; second++) {
            world.elapse(1_000);
            assertEquals(List.of(), warnings());
        }
    }

    private List<String> warnings() {
        return world.zones.warnings(world.time.wall());
    }

    private static OutageSettings withProbe() {
        ProbeAddress probe = new ProbeAddress("10.20.0.0/16", new InetSocketAddress("10.20.0.1", 502));
        return new OutageSettings(3, 30_000, 5_000, List.of(probe), 5_000, 1_500, 4, 1_000, 8);
    }

    private void cut(List<String> hosts) {
        hosts.forEach(host -> {
            world.sender.script(host, NO_ANSWER);
            world.prober.silent(host);
        });
    }

    private void mend(List<String> hosts) {
        hosts.forEach(host -> {
            world.sender.script(host, status(200));
            world.prober.answers(host, 10);
        });
    }

    /** A webhook and so many deliveries for each host. */
    private List<UUID> publishEach(List<String> hosts, int count) {
        List<UUID> deliveries = new ArrayList<>();
        for (String host : hosts) {
            UUID webhook = world.webhook(host);
            for (int i = 0; i < count; i++) {
                deliveries.add(world.publish(webhook));
            }
        }
        return deliveries;
    }

    private List<String> news() {
        return world.outages.stream().map(each -> each.zone() + (each.suspended() ? " down" : " up")).toList();
    }
}
