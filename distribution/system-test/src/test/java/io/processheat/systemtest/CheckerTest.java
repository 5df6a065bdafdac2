package io.processheat.systemtest;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The judge of {@link CrashIT} finds what is wrong: runs that are, and one that is not. */
class CheckerTest {

    private static final String HOOK = "/hook";

    @TempDir
    private Path folder;
    private Journal acknowledged;
    private Journal received;
    private long nanos;

    @BeforeEach
    void open() throws Exception {
        acknowledged = Journal.at(folder.resolve("acknowledged.jsonl"));
        received = Journal.at(folder.resolve("received.jsonl"));
    }

    @Test
    void acceptsRetriesDuplicatesReplaysAndGapsThatAreNamed() throws Exception {
        published(1, 2, 4);
        acknowledged.write(Map.of("replay", "again", "webhook", HOOK));
        request(1, "d1", 1, null, 503);
        request(1, "d1", 1, null, 204);
        request(2, "d2", 2, null, 204);
        request(2, "d2", 2, null, 204);
        request(4, "d4", 4, "3", 204);
        request(1, "again", 1, null, 204);

        verdict("0 ", "1 duplicates");
    }

    @Test
    void findsWhatIsLost() throws Exception {
        published(1, 2);
        acknowledged.write(Map.of("replay", "again", "webhook", HOOK));
        request(1, "d1", 1, null, 204);
        request(2, "d2", 2, null, 500);

        verdict("1 ", "2 lost", "lost: e2 at /hook", "lost: replay again at /hook");
    }

    @Test
    void findsAnEventThatOvertook() throws Exception {
        published(1, 2);
        request(2, "d2", 2, "1", 204);
        request(1, "d1", 1, null, 204);

        verdict("1 ", "order: e1 at /hook after number 2");
    }

    @Test
    void findsAnEventSentBeforeTheOneAheadWasTaken() throws Exception {
        published(1, 2);
        request(1, "d1", 1, null, 503);
        request(2, "d2", 2, null, 204);
        request(1, "d1", 1, null, 204);

        verdict("1 ", "order: e2 at /hook while e1 was not taken yet");
    }

    @Test
    void findsGapsThatNobodyNamed() throws Exception {
        published(1, 3);
        request(1, "d1", 1, null, 204);
        request(3, "d3", 3, null, 204);

        verdict("1 ", "cannot tell what became of [2]");
    }

    @Test
    void findsNumbersThatChangeOrComeTwice() throws Exception {
        published(1, 2);
        request(1, "d1", 1, null, 503);
        request(1, "d1", 2, null, 204);
        request(2, "d2", 1, null, 204);

        verdict("1 ", "came as 1 and as 2", "number 1 of /hook");
    }

    @Test
    void findsRequestsDuringAPause() throws Exception {
        acknowledged.write(Map.of("paused", HOOK, "nanos", 0));
        for (int number = 1; number <= 9; number++) {
            request(number, "d" + number, number, null, 204);
        }
        acknowledged.write(Map.of("resumed", HOOK, "nanos", 100));

        verdict("1 ", "pause: 9 requests to /hook while it was paused");
    }

    private void published(int... numbers) {
        for (int number : numbers) {
            acknowledged.write(Map.of("event", "e" + number, "key", "k", "number", number, "webhooks", List.of(HOOK)));
        }
    }

    private void request(int number, String delivery, long sequence, String gap, int status) {
        Map<String, Object> entry = new HashMap<>(Map.of("nanos", ++nanos, "path", HOOK, "event", "e" + number, "key", "k"));
        entry.put("delivery", delivery);
        entry.put("number", number);
        entry.put("sequence", sequence);
        entry.put("gap", gap);
        entry.put("status", status);
        received.write(entry);
    }

    private void verdict(String begin, String... parts) throws Exception {
        String verdict =
                Python.judge("check_deliveries.py", acknowledged.file().toString(), received.file().toString());
        assertTrue(verdict.startsWith(begin), verdict);
        for (String part : parts) {
            assertTrue(verdict.contains(part), () -> part + " is not in: " + verdict);
        }
    }
}
