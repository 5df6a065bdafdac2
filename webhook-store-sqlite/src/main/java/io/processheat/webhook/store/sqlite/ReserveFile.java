package io.processheat.webhook.store.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file in the data folder that holds nothing but space. Where the disk is full it is removed, so that outcomes and
 * deactivations can still be written; it is made again once there is space. Writer's thread, but for {@link #isReleased}.
 */
final class ReserveFile implements Chore {

    private static final Logger LOG = LoggerFactory.getLogger(ReserveFile.class);
    private static final int BYTES_PER_STEP = 1 << 20;
    private static final long NOTHING_LEFT = 256 << 10;
    private static final long ENOUGH_TO_START = 8 << 20;

    private final Path path;
    private final Disk disk;
    private volatile boolean released;
    private boolean wanting;

    ReserveFile(Path path, Disk disk) {
        this.path = path;
        this.disk = disk;
    }

    /** Whether the disk was full and is not known to have space again. */
    boolean isReleased() {
        return released;
    }

    /** Whether the disk has too little space for it to be made. */
    boolean isWanting() {
        return wanting || released;
    }

    /** Whether something failed for want of space: SQLite does not always say so, such as where it opens its files. */
    boolean isFor(Exception failure) {
        return StoreErrors.isFull(failure) || failure instanceof SQLException && disk.free() < NOTHING_LEFT;
    }

    /** To start takes some space: the native library is unpacked, SQLite makes its files. */
    void releaseToStart() {
        if (disk.free() < ENOUGH_TO_START) {
            release();
        }
    }

    /**
     * Gives the space away.
     *
     * @return whether there was some to give
     */
    boolean release() {
        long size = size();
        if (size == 0) {
            return false;
        }
        remove();
        if (!released) {
            released = true;
            LOG.error("The disk of the webhook store is full: the reserve of {} was released so that outcomes can be"
                    + " written, and new events are refused. Free some space", Settings.mebibytes(size));
        }
        return true;
    }

    /** Makes the file larger or smaller, a part at a time, where the disk has as much as it should have besides. */
    @Override
    public boolean doSome(Session session, Settings settings, long now) {
        Bounds bounds = settings.bounds();
        long missing = bounds.reserveBytes() - size();
        if (missing < 0) {
            remove();
            return false;
        }
        wanting = disk.free() < missing + Math.max(bounds.diskReserveBytes(), bounds.reserveBytes());
        if (wanting) {
            return false;
        }
        if (missing > 0) {
            return grow((int) Math.min(missing, BYTES_PER_STEP));
        }
        if (released) {
            released = false;
            LOG.info("The disk of the webhook store has space again: the reserve is back, new events are taken");
        }
        return false;
    }

    /** Noise, because a file system may keep zeros, and what can be compressed, in less than their space. */
    private boolean grow(int bytes) {
        byte[] noise = new byte[bytes];
        new SplittableRandom().nextBytes(noise);
        try {
            if (Files.notExists(path)) {
                OwnerOnly.makeFile(path);
            }
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.APPEND)) {
                for (ByteBuffer rest = ByteBuffer.wrap(noise); rest.hasRemaining(); ) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            return true;
        } catch (IOException e) {
            LOG.debug("The reserve of the webhook store is not made yet", e);
            return false;
        }
    }

    private void remove() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("The reserve of the webhook store stays", e);
        }
    }

    private long size() {
        try {
            return Files.exists(path) ? Files.size(path) : 0;
        } catch (IOException e) {
            LOG.warn("The reserve of the webhook store cannot be looked at", e);
            return 0;
        }
    }
}
