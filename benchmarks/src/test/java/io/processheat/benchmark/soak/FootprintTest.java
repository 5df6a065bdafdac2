package io.processheat.benchmark.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FootprintTest {

    @Test
    void tellsTheStoreFromTheRestOfTheFolder(@TempDir Path data) throws IOException {
        Files.write(data.resolve("webhooks.db"), new byte[3_000]);
        Files.write(data.resolve("webhooks.db-wal"), new byte[200]);
        Files.createDirectory(data.resolve("logs"));
        Files.write(data.resolve("logs/log"), new byte[10]);

        Footprint own = Footprint.of(ProcessHandle.current().pid(), data);

        assertEquals(3_000, own.databaseBytes());
        assertEquals(200, own.logBytes());
        assertEquals(0, own.reserveBytes());
        assertEquals(3_210, own.folderBytes());
        assertEquals(3_200, Footprint.storeBytes(data));
        assertTrue(own.descriptors() > 0 && own.threads() > 0 && own.residentBytes() >= own.besideHeapBytes());
    }
}
