package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    private static final int REFUSED = 3;

    @TempDir
    Path parent;

    @Test
    void makesAFolderThatOthersCannotLookInto() throws IOException {
        assumePosix();
        Path folder = parent.resolve("new/data");

        Stores.open(folder).close();

        assertEquals("rwx------", mode(folder));
        assertEquals("rw-------", mode(folder.resolve("webhooks.db")));
    }

    @Test
    void mayHaveAnyName() {
        assumePosix();
        Path folder = parent.resolve("what? 100%20 #1;mode=memory&x=y 'z");

        SqliteStore store = Stores.open(folder);
        Stores.register(store);
        store.close();

        Stores.assertSound(folder);
        assertTrue(Files.exists(folder.resolve("webhooks.db")));
        assertEquals(1, parent.toFile().list().length, "nothing beside it");
    }

    @Test
    void givesTheLogTheModeOfTheDatabase() throws IOException {
        assumePosix();
        SqliteStore store = Stores.open(parent.resolve("data"));
        try {
            Stores.register(store);
            assertEquals("rw-------", mode(parent.resolve("data/webhooks.db-wal")));
        } finally {
            store.close();
        }
    }

    @Test
    void closesAnEmptyFolderToOthersButLeavesOneThatHoldsOtherFiles() throws IOException {
        assumePosix();
        Path empty = Files.createDirectory(parent.resolve("empty"));
        Path shared = Files.createDirectory(parent.resolve("shared"));
        Files.createFile(shared.resolve("somebody's"));
        open(empty);
        open(shared);

        DataFolder.open(empty).close();
        DataFolder.open(shared).close();

        assertEquals("rwx------", mode(empty));
        assertEquals("rwxr-xr-x", mode(shared));
        assertEquals("rw-------", mode(shared.resolve("webhooks.db")));
    }

    @Test
    void refusesASecondStoreInThisProcess() {
        SqliteStore first = Stores.open(parent.resolve("data"));
        try {
            IOException refusal = assertThrows(IOException.class, () -> DataFolder.open(parent.resolve("data")));

            assertTrue(refusal.getMessage().contains(parent.resolve("data").toString()), refusal.getMessage());
            assertTrue(refusal.getMessage().contains("this Java process"), refusal.getMessage());
        } finally {
            first.close();
        }
    }

    @Test
    void refusesASecondStoreInAnotherProcess() throws Exception {
        SqliteStore first = Stores.open(parent.resolve("data"));
        try {
            assertEquals(REFUSED, openElsewhere());
        } finally {
            first.close();
        }
        assertEquals(0, openElsewhere());
    }

    /** The trap of POSIX locks: closing any descriptor of the file drops them. */
    @Test
    void keepsItsLockAfterASecondStoreWasRefused() throws Exception {
        SqliteStore first = Stores.open(parent.resolve("data"));
        try {
            assertThrows(IOException.class, () -> DataFolder.open(parent.resolve("data")));

            assertEquals(REFUSED, openElsewhere());
        } finally {
            first.close();
        }
    }

    @Test
    void recognisesItsFolderByAnotherName() throws IOException {
        assumePosix();
        DataFolder first = DataFolder.open(parent.resolve("data"));
        Path link = Files.createSymbolicLink(parent.resolve("link"), parent.resolve("data"));
        try {
            assertThrows(IOException.class, () -> DataFolder.open(link));
        } finally {
            first.close();
        }
    }

    @Test
    void canBeOpenedAgainOnceClosed() {
        Stores.open(parent.resolve("data")).close();
        Stores.open(parent.resolve("data")).close();
    }

    @Test
    void removesLibrariesThatKilledProcessesLeft() throws IOException {
        String before = System.getProperty("org.sqlite.tmpdir");
        try (DataFolder folder = DataFolder.open(parent.resolve("data"))) {
            System.clearProperty("org.sqlite.tmpdir");
            Path leftover = Files.createDirectories(parent.resolve("data/native")).resolve("sqlite-3-libsqlitejdbc.so");
            Files.createFile(leftover);

            NativeLibrary.prepare(folder);

            assertFalse(Files.exists(leftover));
            assertEquals(parent.resolve("data/native").toString(), System.getProperty("org.sqlite.tmpdir"));
        } finally {
            System.clearProperty("org.sqlite.tmpdir");
            if (before != null) {
                System.setProperty("org.sqlite.tmpdir", before);
            }
        }
    }

    private int openElsewhere() throws Exception {
        Process process = Fork.start(Opener.class, parent.resolve("data").toString());
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return process.exitValue();
    }

    /** Opens a store and says by its exit status whether it could. */
    public static final class Opener {
        public static void main(String[] arguments) throws Exception {
            try {
                new SqliteStore(Path.of(arguments[0]), System::currentTimeMillis, Settings.DEFAULTS).close();
            } catch (IOException e) {
                System.exit(e.getMessage().contains("in use by another process") ? REFUSED : 1);
            }
        }
    }

    private static void assumePosix() {
        assumeTrue(Path.of(".").getFileSystem().supportedFileAttributeViews().contains("posix"));
    }

    private static void open(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
