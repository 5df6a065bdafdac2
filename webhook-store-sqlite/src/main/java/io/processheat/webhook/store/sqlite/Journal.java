package io.processheat.webhook.store.sqlite;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of fixed size in front of the database: what is committed is appended here, with one fsync and nothing looked up,
 * and moves into the database later. It has two halves: while one is written, what stands in the other moves.
 *
 * <p>Each half names the one before it, and the database names the last one that it has as a whole. So what is read after a
 * crash follows on just this state of the database: beside one that was restored from a backup the journal is void.
 * Writer's thread only.
 */
final class Journal implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int ZEROS_AT_ONCE = 1 << 20;
    private static final long TRY_AGAIN_NANOS = Duration.ofSeconds(10).toNanos();

    private final Path path;
    private FileChannel file;
    private JournalHalf[] halves;
    private long size;
    private int current;
    private boolean begun;
    private boolean doubtful;
    private boolean failing;
    private long failedAt;

    /** Nothing is read or made yet. */
    Journal(Path path) {
        this.path = path;
    }

    /**
     * Gives what follows on a state of the database, and goes on behind it.
     *
     * @param turned told where the records of one half end and those of the other begin
     */
    void read(long settled, Consumer<ByteBuffer> records, Runnable turned) throws IOException {
        if (file == null && Files.exists(path)) {
            use(open());
        } else if (file != null && !file.isOpen()) {
            reopen();
        }
        begun = false;
        long last = settled;
        for (JournalHalf half = follower(last); half != null; half = follower(last)) {
            if (begun) {
                turned.run();
            }
            half.readRecords(records);
            current = half == halves[0] ? 0 : 1;
            begun = true;
            last = half.id();
        }
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** A channel is closed where its thread is interrupted, and would be again: the interrupt says nothing to the writer. */
    private void reopen() throws IOException {
        Thread.interrupted();
        file = open();
        for (JournalHalf half : halves) {
            half.goOnIn(file);
        }
    }

    private JournalHalf follower(long id) throws IOException {
        if (file == null) {
            return null;
        }
        for (JournalHalf half : halves) {
            if (half.readHeader() && half.previous() == id) {
                return half;
            }
        }
        return null;
    }

    /**
     * Whether it takes records, and one of this size at all.
     *
     * @param bytes what the file's size is to be; 0: there is to be none
     */
    boolean takes(long content, long bytes) {
        return !doubtful && !isResting() && isThere(bytes) && content <= JournalHalf.room(size / 2);
    }

    private boolean isThere(long bytes) {
        if (begun || file != null && size == bytes) {
            return true;
        }
        if (bytes == 0 && file == null) {
            return false;
        }
        try {
            remove();
            if (bytes > 0) {
                make(bytes);
            }
            failing = false;
            return bytes > 0;
        } catch (IOException e) {
            report(e);
            return false;
        }
    }

    /** A disk that fails is not asked again with every commit. */
    private boolean isResting() {
        return failing && System.nanoTime() - failedAt < TRY_AGAIN_NANOS;
    }

    /** The database has all that was in it. */
    private void remove() throws IOException {
        if (file != null) {
            close();
        }
        Files.deleteIfExists(path);
    }

    private void report(IOException cause) {
        if (!failing) {
            LOG.warn("{} cannot be written; events go into the database at once meanwhile, which is slower", path, cause);
        }
        failing = true;
        failedAt = System.nanoTime();
    }

    /** Its blocks are taken now, so that no append needs more of the disk, nor writes more than its own bytes. */
    private void make(long bytes) throws IOException {
        OwnerOnly.makeFile(path);
        FileChannel made = open();
        try {
            ByteBuffer zeros = ByteBuffer.allocate(ZEROS_AT_ONCE);
            for (long left = bytes; left > 0; left -= zeros.position()) {
                zeros.clear().limit((int) Math.min(left, ZEROS_AT_ONCE));
                made.write(zeros);
            }
            made.force(true);
            OwnerOnly.syncEntries(path.getParent());
        } catch (IOException e) {
            made.close();
            Files.deleteIfExists(path);
            throw e;
        }
        use(made);
    }

    private void use(FileChannel opened) throws IOException {
        file = opened;
        size = opened.size();
        long half = size / 2;
        halves = new JournalHalf[] {new JournalHalf(file, 0, half), new JournalHalf(file, half, half)};
    }

    /** Whether the half that is written has room for a record. */
    boolean hasRoomFor(long content) {
        return !begun || halves[current].hasRoomFor(content);
    }

    /** Begins where all is settled. */
    void beginAfter(long settled) throws IOException {
        if (!begun) {
            halves[current].begin(newId(), settled);
            begun = true;
        }
    }

    /** Goes on in the other half; what was in it must be settled. */
    void turn() throws IOException {
        long before = halves[current].id();
        halves[1 - current].begin(newId(), before);
        current = 1 - current;
    }

    private static long newId() {
        return ThreadLocalRandom.current().nextLong();
    }

    /**
     * Returns after the fsync. After a failure it takes nothing until all is settled; what does not fit fails as well, so
     * that the database takes it.
     */
    void append(ByteBuffer record) throws IOException {
        doubtful = true;
        long content = record.remaining() - JournalHalf.RECORD_HEADER_BYTES;
        if (!halves[current].hasRoomFor(content)) {
            throw new IOException("a record of " + content + " bytes is too long for its half");
        }
        try {
            halves[current].append(record);
        } catch (IOException e) {
            report(e);
            throw e;
        }
        doubtful = false;
        failing = false;
    }

    /** What the database has to name once it has all that is in the half before the one that is written. */
    long olderId() {
        return halves[1 - current].id();
    }

    /** What the database has to name once it has all; null where there is nothing that it does not have. */
    Long newestId() {
        return begun ? halves[current].id() : null;
    }

    /** The database has all. */
    void settled() {
        begun = false;
        doubtful = false;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
