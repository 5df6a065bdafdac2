package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.WebhookException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a store closes whose disk is slow. */
@Timeout(60)
class EngineTest {

    @TempDir
    Path folder;

    private Engine engine;

    @BeforeEach
    void start() throws Exception {
        engine = Engine.start(folder, System::currentTimeMillis, () -> Settings.DEFAULTS, changes -> {});
    }

    @Test
    void commitsWhatWaitsAndFreesTheFolderThoughTheClosingThreadIsInterrupted() throws Exception {
        FutureTask<Boolean> closing = new FutureTask<>(() -> {
            Thread.currentThread().interrupt();
            engine.close();
            return Thread.interrupted();
        });
        Thread closer = new Thread(closing);
        Operation<String> waiting = new Operation<>(transaction -> "committed");
        try (HeldWriter held = new HeldWriter(engine::submit)) {
            engine.submit(waiting);
            closer.start();
            Stores.awaitThat(() -> closing.isDone() || closer.getState() == Thread.State.TIMED_WAITING);
        }

        assertTrue(closing.get(), "the thread stays interrupted");
        assertEquals("committed", Stores.await(waiting.completion()));
        DataFolder.open(folder).close();
    }

    @Test
    void freesTheFolderOnceADiskAnswersThatWasTooSlowForTheClosing() {
        Operation<String> waiting = new Operation<>(transaction -> "committed");
        try (HeldWriter held = new HeldWriter(engine::submit)) {
            engine.submit(waiting);
            engine.close(Duration.ofMillis(1));

            assertEquals(Reason.UNAVAILABLE, Stores.failure(waiting.completion()).reason());
            assertThrows(IOException.class, () -> DataFolder.open(folder), "what is being written goes on");
        }

        Stores.awaitThat(this::isFree);
    }

    private boolean isFree() {
        try {
            DataFolder.open(folder).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
