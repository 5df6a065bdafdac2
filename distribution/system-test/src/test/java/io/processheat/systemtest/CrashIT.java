package io.processheat.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Headers;
import io.processheat.systemtest.Receiver.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the process at random moments under load, while webhooks are paused and resumed and deliveries are replayed. The
 * judge is a program of its own that reads two files: what was acknowledged, and what the receiver, which outlives every
 * round, wrote down.
 */
@ExtendWith(ShowsOutput.class)
class CrashIT {

    private static final int ROUNDS = Integer.getInteger("crash.rounds", 20);
    private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
    private static final int WARMING_UP = 100;
    private static final Duration LOAD_PATIENCE = Duration.ofSeconds(20);
    private static final int SHORTEST_LOAD_MILLIS = 300;
    private static final int LONGEST_LOAD_MILLIS = 1_000;

    /** More rounds leave more behind, and the judge reads longer. */
    private static final Duration CATCHING_UP = Duration.ofSeconds(120).plusSeconds(2L * ROUNDS);

    private static final int SENT_AWAY_ONE_OF = 10;

    private static final String STEADY = "/steady";
    private static final String MOODY = "/moody";
    private static final String PAUSED = "/paused";

    @TempDir
    private Path folder;
    private final Random random = new Random(SEED);
    private final Set<String> sentAwayOnce = ConcurrentHashMap.newKeySet();
    private final Map<String, String> ids = new HashMap<>();

    @Test
    void nothingAcknowledgedIsLostOrOutOfOrderAfterKills() throws Exception {
        System.out.println("crash: seed " + SEED);
        try (Journal acknowledged = Journal.at(folder.resolve("acknowledged.jsonl"));
                Journal received = Journal.at(folder.resolve("received.jsonl"));
                Receiver receiver = Receiver.start(request -> received.write(RequestEntry.of(request)))) {
            receiver.answer(MOODY, this::firstAttemptOfSomeFails);
            KeyedPublishers publishers = new KeyedPublishers(acknowledged, List.of(STEADY, MOODY, PAUSED));
            for (int round = 0; round < ROUNDS; round++) {
                crash(round, receiver, publishers, acknowledged);
            }
            try (Instance last = start()) {
                resume(last, acknowledged);
                boolean right = Wait.upTo(CATCHING_UP, () -> verdict(acknowledged, received).startsWith("0 "));
                System.out.printf(Locale.ROOT, "crash: %d rounds, seed %d, %,d first attempts refused%n%s%n", ROUNDS, SEED,
                        sentAwayOnce.size(), verdict(acknowledged, received));
                assertTrue(right, () -> "see the checker's words above, seed " + SEED);
                assertEquals(0, last.stop());
            }
            receiver.assertNothingWasForged();
        }
    }

    private void crash(int round, Receiver receiver, KeyedPublishers publishers, Journal acknowledged) throws Exception {
        try (Instance instance = start()) {
            if (round == 0) {
                for (String path : List.of(STEADY, MOODY, PAUSED)) {
                    ids.put(path, instance.rest().register(receiver.url(path), KeyedPublishers.TYPE));
                }
            }
            int before = publishers.count();
            publishers.start(instance);
            try (Operator operator = Operator.start(
                    acknowledged, instance, Map.of(PAUSED, ids.get(PAUSED)), publishers, random.nextLong())) {
                Wait.until("the load is on", LOAD_PATIENCE, () -> publishers.count() >= before + WARMING_UP);
                Thread.sleep(random.nextInt(SHORTEST_LOAD_MILLIS, LONGEST_LOAD_MILLIS));
                instance.kill();
            }
            publishers.finish();
            assertEquals(0, publishers.unexpected(), "answers that are neither 202 nor 503");
        }
    }

    private Instance start() throws Exception {
        return Distribution.asBuilt().start(folder.resolve("data"));
    }

    private void resume(Instance instance, Journal acknowledged) throws Exception {
        acknowledged.write(Map.of("resumed", PAUSED, "nanos", System.nanoTime()));
        instance.rest().send("POST", "/webhooks/" + ids.get(PAUSED) + "/resume", null).expect(200);
    }

    /** So that retries are pending when the process dies. */
    private Reply firstAttemptOfSomeFails(Headers headers) {
        String id = headers.getFirst("webhook-id");
        return id.hashCode() % SENT_AWAY_ONE_OF == 0 && sentAwayOnce.add(id) ? Reply.UNAVAILABLE : Reply.OK;
    }

    /** Begins with the exit code of the checker. */
    private static String verdict(Journal acknowledged, Journal received) throws Exception {
        return Python.judge("check_deliveries.py", acknowledged.file().toString(), received.file().toString());
    }
}
