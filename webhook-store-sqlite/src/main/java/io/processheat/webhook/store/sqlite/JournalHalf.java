package io.processheat.webhook.store.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * One of the two halves of the {@link Journal}: a header that names the half and the one before it, then records, each with
 * its length and a checksum. The checksum covers the half's id, so what is left from an earlier use is no record.
 */
final class JournalHalf {

    /** Before the content of a record: its length, its checksum. */
    static final int RECORD_HEADER_BYTES = 8;

    /** A mark ("PHWJ", version 1), the id, the id of the half before, a checksum. */
    private static final int HEADER_BYTES = 28;

    private static final long UNKNOWN = -1;

    private static final long MARK = 0x50485753_4a000001L;

    private FileChannel file;
    private final long start;
    private final long bytes;
    private long id;
    private long previous;
    private long end = UNKNOWN;

    JournalHalf(FileChannel file, long start, long bytes) {
        this.file = file;
        this.start = start;
        this.bytes = bytes;
    }

    /** The file was closed meanwhile; what was appended is known all the same. */
    void goOnIn(FileChannel reopened) {
        file = reopened;
    }

    long id() {
        return id;
    }

    long previous() {
        return previous;
    }

    boolean hasRoomFor(long content) {
        return end + RECORD_HEADER_BYTES + content <= start + bytes;
    }

    static long room(long bytes) {
        return bytes - HEADER_BYTES - RECORD_HEADER_BYTES;
    }

    /** Forgets what is in it. */
    void begin(long newId, long before) throws IOException {
        id = newId;
        previous = before;
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).putLong(MARK).putLong(id).putLong(previous);
        header.putInt(checksum(header.duplicate().flip())).flip();
        write(header, start);
        end = start + HEADER_BYTES;
    }

    /**
     * Returns after the fsync.
     *
     * @param record its first {@link #RECORD_HEADER_BYTES} are written here
     */
    void append(ByteBuffer record) throws IOException {
        ByteBuffer content = record.duplicate().position(RECORD_HEADER_BYTES);
        record.putInt(0, content.remaining());
        record.putInt(Integer.BYTES, checksumOfRecord(content));
        long after = end + record.remaining();
        write(record, end);
        file.force(false);
        end = after;
    }

    /** Reads who it is. @return false where it is nobody yet */
    boolean readHeader() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        if (!read(header, start) || header.getLong() != MARK) {
            return false;
        }
        id = header.getLong();
        previous = header.getLong();
        return header.getInt() == checksum(header.duplicate().flip().limit(HEADER_BYTES - Integer.BYTES));
    }

    /**
     * Gives the contents of its records: those that were appended, or in what another process left, all up to the first
     * that was not written as a whole.
     */
    void readRecords(Consumer<ByteBuffer> records) throws IOException {
        long appended = end == UNKNOWN ? start + bytes : end;
        end = start + HEADER_BYTES;
        for (ByteBuffer content = next(); content != null && end < appended; content = next()) {
            end += RECORD_HEADER_BYTES + content.remaining();
            records.accept(content);
        }
    }

    private ByteBuffer next() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(RECORD_HEADER_BYTES);
        if (!hasRoomFor(0) || !read(header, end)) {
            return null;
        }
        int length = header.getInt();
        int checksum = header.getInt();
        if (length <= 0 || !hasRoomFor(length)) {
            return null;
        }
        ByteBuffer content = ByteBuffer.allocate(length);
        boolean whole = read(content, end + RECORD_HEADER_BYTES);
        return whole && checksum == checksumOfRecord(content.duplicate()) ? content : null;
    }

    private int checksumOfRecord(ByteBuffer content) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(id).flip());
        crc.update(content);
        return (int) crc.getValue();
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private void write(ByteBuffer from, long position) throws IOException {
        long at = position;
        while (from.hasRemaining()) {
            at += file.write(from, at);
        }
    }

    /** @return false where the file ends before */
    private boolean read(ByteBuffer into, long position) throws IOException {
        while (into.hasRemaining()) {
            if (file.read(into, position + into.position()) < 0) {
                return false;
            }
        }
        into.flip();
        return true;
    }
}
