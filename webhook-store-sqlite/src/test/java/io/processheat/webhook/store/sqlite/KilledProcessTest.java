package io.processheat.webhook.store.sqlite;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.spi.AppendResult.Stored;
import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.spi.Samples;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

class KilledProcessTest {

    @TempDir
    Path folder;

    @RepeatedTest(3)
    void losesNothingThatWasAcknowledged(RepetitionInfo round) throws Exception {
        Process publisher = Fork.start(Publisher.class, folder.toString());
        List<UUID> acknowledged = new ArrayList<>();
        try (BufferedReader output = publisher.inputReader(US_ASCII)) {
            int enough = 1_000 * round.getCurrentRepetition();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                acknowledged.add(UUID.fromString(line));
                if (acknowledged.size() == enough) {
                    publisher.toHandle().destroyForcibly(); // unlike Process itself, it leaves the pipe to be read
                }
            }
        }
        assertTrue(publisher.waitFor(20, TimeUnit.SECONDS));
        assertEquals(128 + 9, publisher.exitValue(), "killed");

        SqliteStore store = Stores.open(folder);
        try {
            List<UUID> lost = acknowledged.stream().filter(id -> store.delivery(id).isEmpty()).toList();
            assertEquals(List.of(), lost);
        } finally {
            store.close();
        }
        Stores.assertSound(folder);
    }

    /** Publishes without end, many events under way, and prints the id of each delivery that was acknowledged. */
    public static final class Publisher {

        private static final int UNDER_WAY = 64;

        public static void main(String[] arguments) {
            SqliteStore store = Stores.open(Path.of(arguments[0]));
            UUID webhook = Stores.register(store);
            FileOutputStream output = new FileOutputStream(FileDescriptor.out);
            Semaphore free = new Semaphore(UNDER_WAY);
            while (true) {
                free.acquireUninterruptibly();
                NewEvent event = Samples.event(webhook);
                store.append(List.of(event), null).thenAccept(results -> {
                    print(output, ((Stored) results.get(0)).deliveryIds().get(0));
                    free.release();
                });
            }
        }

        /** A whole line in one write: what is printed was printed, whenever the process ends. */
        private static void print(FileOutputStream output, UUID id) {
            try {
                output.write((id + "\n").getBytes(US_ASCII));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
