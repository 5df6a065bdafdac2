package io.processheat.webhook.store.sqlite;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The operating system's lock on {@code store.lock}: it goes with the process, however that ends.
 *
 * <p>POSIX drops a process's locks on a file as soon as the process closes <i>any</i> descriptor of it. So a second
 * store in this process must be turned away before it opens the file: a system property, which every class loader sees,
 * says that the folder is taken.
 */
final class DataFolderLock implements Closeable {

    private static final String TAKEN = "io.processheat.webhook.store-sqlite.taken:";

    private final String property;
    private final FileChannel channel;

    private DataFolderLock(String property, FileChannel channel) {
        this.property = property;
        this.channel = channel;
    }

    static DataFolderLock acquire(Path folder) throws IOException {
        String property = TAKEN + folder.toRealPath();
        if (System.getProperties().putIfAbsent(property, "true") != null) {
            throw taken(folder, "another component of this Java process", null);
        }
        FileChannel channel = null;
        try {
            channel = lock(folder);
            return new DataFolderLock(property, channel);
        } finally {
            if (channel == null) {
                System.clearProperty(property);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            System.clearProperty(property);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve("store.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw taken(folder, "another process", null);
            }
            locked = true;
            return channel;
        } catch (OverlappingFileLockException e) {
            throw taken(folder, "another component of this Java process", e);
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    private static IOException taken(Path folder, String by, Throwable cause) {
        return new IOException("The webhook store's folder " + folder.toAbsolutePath() + " is in use by " + by
                + "; one store works on a folder at a time. Stop the other one, or set the framework property "
                + SqliteStore.DATA_FOLDER + " to another folder", cause);
    }
}
