package io.processheat.webhook.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final long BYTES = 2_048;
    private static final long SETTLED = 7;

    @TempDir
    Path folder;

    private Path path;
    private Journal journal;

    @BeforeEach
    void open() throws IOException {
        path = folder.resolve("journal");
        journal = new Journal(path);
        assertTrue(journal.takes(100, BYTES));
        journal.beginAfter(SETTLED);
    }

    @Test
    void givesWhatFollowsOnTheStateOfTheDatabase() throws IOException {
        append("one", "two");

        assertEquals(List.of("one", "two"), found(SETTLED));
        assertEquals(List.of(), found(SETTLED + 1), "of another database");
    }

    @Test
    void takesItsSpaceAtOnce() throws IOException {
        append("one");

        assertEquals(BYTES, Files.size(path));
    }

    @Test
    void goesOnInTheOtherHalfAndGivesBothInTheirOrder() throws IOException {
        append("one", "two");
        long first = journal.newestId();
        journal.turn();
        append("three");

        assertEquals(List.of("one", "two", "turn", "three"), found(SETTLED));
        assertEquals(List.of("three"), found(first));
        assertEquals(List.of(), found(journal.newestId()));
        assertEquals(first, journal.olderId());
    }

    @Test
    void givesNothingOfAnEarlierUse() throws IOException {
        append("one", "two", "three");
        long settled = journal.newestId();
        journal.settled();
        assertNull(journal.newestId());
        journal.beginAfter(settled);
        append("ONE");

        assertEquals(List.of("ONE"), found(settled));
        assertEquals(List.of(), found(SETTLED));
    }

    @Test
    void leavesOutARecordThatWasNotWrittenAsAWhole() throws IOException {
        append("one", "two");
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            // The header of the half, and the first record.
            file.write(ByteBuffer.wrap(new byte[] {'T'}), 28 + 8 + 3 + 8);
        }

        assertEquals(List.of("one"), found(SETTLED));
    }

    @Test
    void goesOnBehindWhatAnotherProcessLeft() throws IOException {
        append("one");
        journal.close();
        journal = new Journal(path);
        journal.read(SETTLED, record -> {}, () -> {});
        assertTrue(journal.takes(100, BYTES));
        append("two");

        assertEquals(List.of("one", "two"), found(SETTLED));
    }

    @Test
    void saysWhatFits() {
        long half = BYTES / 2 - 28 - 8;
        assertTrue(journal.takes(half, BYTES));
        assertFalse(journal.takes(half + 1, BYTES));
        assertTrue(journal.hasRoomFor(half));
        assertFalse(journal.hasRoomFor(half + 1));
    }

    @Test
    void isMadeAnewInAnotherSizeOnceAllIsSettled() throws IOException {
        append("one");
        assertTrue(journal.takes(10, 2 * BYTES));
        assertEquals(BYTES, Files.size(path));

        journal.settled();
        assertTrue(journal.takes(10, 2 * BYTES));
        assertEquals(2 * BYTES, Files.size(path));
    }

    @Test
    void takesNothingAfterAFailureUntilAllIsSettled() throws IOException {
        append("one");
        assertThrows(IOException.class, () -> append("x".repeat((int) BYTES)));
        assertFalse(journal.takes(10, BYTES));

        journal.settled();
        assertTrue(journal.takes(10, BYTES));
    }

    /** A write that failed may have reached the disk all the same. */
    @Test
    void readsAgainOnlyWhatItAppended() throws IOException {
        append("one");
        Journal another = new Journal(path);
        another.read(SETTLED, record -> {}, () -> {});
        another.append(record("two"));
        another.close();
        List<String> again = new ArrayList<>();
        journal.read(SETTLED, record -> again.add(UTF_8.decode(record).toString()), () -> {});

        assertEquals(List.of("one"), again);
    }

    @Test
    void takesNothingWhereItCannotBeMade() throws IOException {
        Journal nowhere = new Journal(folder.resolve("missing").resolve("journal"));

        assertFalse(nowhere.takes(10, BYTES));
        nowhere.read(SETTLED, record -> {}, () -> {});
        nowhere.close();
    }

    private void append(String... records) throws IOException {
        for (String record : records) {
            journal.append(record(record));
        }
    }

    private static ByteBuffer record(String text) {
        byte[] content = text.getBytes(UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(JournalHalf.RECORD_HEADER_BYTES + content.length);
        return bytes.position(JournalHalf.RECORD_HEADER_BYTES).put(content).flip();
    }

    private List<String> found(long settled) throws IOException {
        List<String> found = new ArrayList<>();
        Journal another = new Journal(path);
        another.read(settled, record -> found.add(UTF_8.decode(record).toString()), () -> found.add("turn"));
        another.close();
        return found;
    }
}
