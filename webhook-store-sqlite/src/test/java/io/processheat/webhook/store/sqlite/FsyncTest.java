package io.processheat.webhook.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.processheat.webhook.spi.Outcome;
import io.processheat.webhook.spi.RecordingClaimant;
import io.processheat.webhook.spi.Samples;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Watches the system calls of a publishing process: no acknowledgement without an fsync before it. */
class FsyncTest {

    private static final int ACKNOWLEDGEMENTS = 25;
    private static final Pattern MARK = Pattern.compile("write\\(\\d+<[^>]*/marks>, \"acknowledged");
    private static final Pattern SYNC = Pattern.compile("(\\d+) +(?:fsync|fdatasync)\\(\\d+<([^>]*)>(.*)");
    private static final Pattern RESUMED = Pattern.compile("(\\d+) +<\\.\\.\\. (?:fsync|fdatasync) resumed>(.*)");

    @TempDir
    Path folder;

    @BeforeEach
    void straceMustRun() throws Exception {
        try {
            Process strace = new ProcessBuilder("strace", "-f", "-y", "-e", "trace=fsync", "true").start();
            assumeTrue(strace.waitFor(20, TimeUnit.SECONDS) && strace.exitValue() == 0, "strace may not trace here");
        } catch (IOException e) {
            assumeTrue(false, "no strace here");
        }
    }

    @Test
    void syncsTheLogBeforeEachAcknowledgement() throws Exception {
        Path trace = folder.resolve("trace");
        Process publisher = Fork.start(
                List.of("strace", "-f", "-y", "-e", "trace=fsync,fdatasync,write", "-o", trace.toString()),
                Publisher.class,
                folder.resolve("data").toString(),
                folder.resolve("marks").toString());
        assertTrue(publisher.waitFor(120, TimeUnit.SECONDS));
        assertEquals(0, publisher.exitValue());

        assertEquals(List.of(), acknowledgedWithoutSync(Files.readAllLines(trace)));
    }

    /** The numbers of the acknowledgements that follow the one before without a sync of the log that succeeded. */
    private static List<Integer> acknowledgedWithoutSync(List<String> trace) {
        List<Integer> unsynced = new ArrayList<>();
        Map<String, String> unfinished = new HashMap<>();
        boolean synced = false;
        int acknowledged = 0;
        for (String line : trace) {
            if (MARK.matcher(line).find()) {
                acknowledged++;
                if (!synced) {
                    unsynced.add(acknowledged);
                }
                synced = false;
            }
            synced |= endsSyncOfLog(line, unfinished);
        }
        assertEquals(ACKNOWLEDGEMENTS, acknowledged);
        return unsynced;
    }

    private static boolean endsSyncOfLog(String line, Map<String, String> unfinished) {
        Matcher sync = SYNC.matcher(line);
        if (sync.matches()) {
            unfinished.put(sync.group(1), sync.group(2));
            return succeeded(sync.group(3)) && isLog(sync.group(2));
        }
        Matcher resumed = RESUMED.matcher(line);
        return resumed.matches()
                && succeeded(resumed.group(2))
                && isLog(unfinished.get(resumed.group(1)));
    }

    /** What is committed goes into one of these first. */
    private static boolean isLog(String file) {
        return file.endsWith("/webhooks.db-wal") || file.endsWith("/journal");
    }

    private static boolean succeeded(String rest) {
        return rest.matches(".*= 0$");
    }

    /** Registers, publishes and records, one call at a time, and marks each acknowledgement with a write. */
    public static final class Publisher {
        public static void main(String[] arguments) throws Exception {
            SqliteStore store = Stores.open(Path.of(arguments[0]));
            RecordingClaimant dispatcher = new RecordingClaimant("node");
            try (OutputStream marks = new FileOutputStream(arguments[1])) {
                UUID webhook = Stores.register(store);
                mark(marks);
                for (int number = 0; number < (ACKNOWLEDGEMENTS - 1) / 2; number++) {
                    Stores.append(store, Samples.event(webhook), dispatcher);
                    mark(marks);
                    Outcome outcome = Samples.sent(dispatcher.deliveries().get(number), store.now());
                    Stores.await(store.record(List.of(outcome), 5));
                    mark(marks);
                }
            }
            store.close();
        }

        private static void mark(OutputStream marks) throws IOException {
            marks.write("acknowledged\n".getBytes(UTF_8));
        }
    }
}
