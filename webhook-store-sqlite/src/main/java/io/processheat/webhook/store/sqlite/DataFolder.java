package io.processheat.webhook.store.sqlite;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that holds the database: locked while open, closed to other users of the machine where files have modes.
 */
final class DataFolder implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);
    static final String DATABASE = "webhooks.db";

    private final Path path;
    private final DataFolderLock lock;

    private DataFolder(Path path, DataFolderLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the folder where it is missing, and locks it.
     *
     * @throws IOException where it cannot be made, or somebody else holds the lock; the message names the folder
     */
    static DataFolder open(Path given) throws IOException {
        Path path = given.toAbsolutePath();
        if (!Files.isDirectory(path)) {
            make(path);
        }
        closeToOthers(path);
        DataFolder folder = new DataFolder(path, DataFolderLock.acquire(path));
        try {
            folder.makeDatabaseFile();
            return folder;
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    Path database() {
        return path.resolve(DATABASE);
    }

    /** SQLite's write-ahead log. */
    Path log() {
        return path.resolve(DATABASE + "-wal");
    }

    /** What the database is still to get. */
    Path journal() {
        return path.resolve("journal");
    }

    /** Space that is kept for when there is none. */
    Path reserve() {
        return path.resolve("reserve");
    }

    /** Copies of the database, each in a folder of its own. */
    Path backups() {
        return path.resolve("backups");
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static void make(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            OwnerOnly.makeFolder(path);
        } catch (FileAlreadyExistsException e) {
            LOG.debug("Another bundle was faster to make {}", path, e);
        }
        OwnerOnly.syncEntries(parent);
    }

    /** SQLite gives the write-ahead log and the shared memory file the mode that the database has. */
    private void makeDatabaseFile() throws IOException {
        Path database = database();
        if (Files.notExists(database)) {
            OwnerOnly.makeFile(database);
        } else {
            OwnerOnly.closeFile(database);
        }
    }

    /** Only a folder that is ours: narrowing one that others use as well would lock them out. */
    private static void closeToOthers(Path path) throws IOException {
        if (OwnerOnly.isClosedFolder(path)) {
            return;
        }
        if (isOurs(path)) {
            OwnerOnly.closeFolder(path);
        } else {
            LOG.warn("Other users of this machine may look into {}, the folder of the webhook store. It holds files of"
                    + " others, so its mode was left alone; 0700 is advisable", path);
        }
    }

    private static boolean isOurs(Path path) throws IOException {
        if (Files.exists(path.resolve(DATABASE))) {
            return true;
        }
        try (Stream<Path> content = Files.list(path)) {
            return content.findAny().isEmpty();
        }
    }
}
