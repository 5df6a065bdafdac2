package io.processheat.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.Headers;
import io.processheat.systemtest.Receiver.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the process at random moments under load. It judges by two lists only: what publishers got 202 for, and what the
 * receiver, which outlives every round, wrote down.
 */
@ExtendWith(ShowsOutput.class)
class CrashIT {

    private static final int ROUNDS = Integer.getInteger("crash.rounds", 20);
    private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
    private static final int PUBLISHERS = 8;
    private static final int WARMING_UP = 100;
    private static final Duration LOAD_PATIENCE = Duration.ofSeconds(20);
    private static final int SHORTEST_LOAD_MILLIS = 300;
    private static final int LONGEST_LOAD_MILLIS = 1_000;
    private static final Duration CATCHING_UP = Duration.ofSeconds(60);

    private static final int SENT_AWAY_ONE_OF = 10;

    private static final String STEADY = "/steady";
    private static final String MOODY = "/moody";

    @TempDir
    private Path folder;
    private final Random random = new Random(SEED);
    private final Set<String> acknowledged = new HashSet<>();
    private final Set<String> sentAwayOnce = ConcurrentHashMap.newKeySet();

    @Test
    void nothingAcknowledgedIsLostByKills() throws Exception {
        System.out.println("crash: seed " + SEED);
        try (Receiver receiver = Receiver.start()) {
            receiver.answer(MOODY, this::firstAttemptOfSomeFails);
            for (int round = 0; round < ROUNDS; round++) {
                crash(round, receiver);
            }
            try (Instance last = start()) {
                Wait.upTo(CATCHING_UP, () -> lost(receiver).isEmpty());
                assertEquals(Set.of(), lost(receiver), "lost events of " + acknowledged.size() + ", seed " + SEED);
                assertEquals(0, last.stop());
            }
            report(receiver);
            receiver.assertNothingWasForged();
        }
    }

    private void crash(int round, Receiver receiver) throws Exception {
        try (Instance instance = start()) {
            if (round == 0) {
                instance.rest().register(receiver.url(STEADY), "calculation.completed");
                instance.rest().register(receiver.url(MOODY), "calculation.completed");
            }
            Publishers publishers = Publishers.start(PUBLISHERS, "round-" + round, instance);
            Wait.until("the load is on", LOAD_PATIENCE, () -> publishers.acknowledged().size() >= WARMING_UP);
            Thread.sleep(random.nextInt(SHORTEST_LOAD_MILLIS, LONGEST_LOAD_MILLIS));
            instance.kill();
            publishers.finish();
            assertEquals(0, publishers.unexpected(), "answers that are neither 202 nor 503");
            acknowledged.addAll(publishers.acknowledged());
        }
    }

    private Instance start() throws Exception {
        return Distribution.asBuilt().start(folder.resolve("data"));
    }

    /** So that retries are pending when the process dies. */
    private Reply firstAttemptOfSomeFails(Headers headers) {
        String id = headers.getFirst("webhook-id");
        return id.hashCode() % SENT_AWAY_ONE_OF == 0 && sentAwayOnce.add(id) ? Reply.UNAVAILABLE : Reply.OK;
    }

    private Set<String> lost(Receiver receiver) {
        Set<String> lost = new HashSet<>();
        for (String path : List.of(STEADY, MOODY)) {
            Set<String> missing = new HashSet<>(acknowledged);
            receiver.requests(path).stream().filter(request -> request.status() == Reply.OK.status())
                    .map(Receiver.Request::eventId).forEach(missing::remove);
            missing.forEach(id -> lost.add(path + " " + id));
        }
        return lost;
    }

    private void report(Receiver receiver) {
        long duplicates = 0;
        for (String path : List.of(STEADY, MOODY)) {
            List<String> taken = receiver.requests(path).stream()
                    .filter(request -> request.status() == Reply.OK.status()).map(Receiver.Request::eventId).toList();
            duplicates += taken.size() - new HashSet<>(taken).size();
        }
        System.out.printf(Locale.ROOT, "crash: %d rounds, %,d events acknowledged, %d lost, %,d duplicates (two webhooks,"
                + " %,d first attempts refused)%n", ROUNDS, acknowledged.size(), lost(receiver).size(), duplicates,
                sentAwayOnce.size());
    }
}
