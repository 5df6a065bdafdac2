package io.processheat.webhook.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.processheat.webhook.Attempt;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.EventContent;
import io.processheat.webhook.spi.EventTerms;
import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.store.sqlite.DeliveryTable.Step;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What one commit puts into the journal, as bytes: events, each followed by its deliveries, and outcomes. */
final class JournalRecord {

    private static final int INITIAL_BYTES = 1 << 16;
    private static final int LARGEST_FIXED_PART = 128;
    private static final int NULL = -1;
    private static final long NONE = Long.MIN_VALUE;

    private static final byte EVENT = 1;
    private static final byte DELIVERY = 2;
    private static final byte MOVE = 3;

    /** Outside the heap: it goes to the file as it is. */
    private ByteBuffer bytes = ByteBuffer.allocateDirect(INITIAL_BYTES);

    private int entries;

    /** Is told what a record says, in its order. */
    interface Listener {

        void event(long row, NewEvent event, long now);

        void delivery(long sequence, UUID id, long webhook);

        void move(Move move);
    }

    JournalRecord() {
        clear();
    }

    void clear() {
        entries = 0;
        bytes.clear().position(JournalHalf.RECORD_HEADER_BYTES);
    }

    void addEvent(long row, NewEvent event, long now) {
        EventContent content = event.content();
        begin(EVENT);
        bytes.putLong(row).putLong(now).putLong(content.eventTime());
        bytes.put((byte) Codes.of(event.terms().priority()));
        add(event.provenanceHash());
        add(content.eventId());
        add(content.type());
        add(event.targets());
        add(content.payload());
    }

    void addDelivery(long sequence, UUID id, long webhook) {
        begin(DELIVERY);
        bytes.putLong(sequence);
        bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        bytes.putLong(webhook);
    }

    void addMove(Move move) {
        Attempt attempt = move.attempt();
        begin(MOVE);
        bytes.putLong(move.sequence()).putLong(move.webhook()).putInt(move.attemptsBefore());
        bytes.put((byte) Codes.of(move.step().status()));
        bytes.putLong(orNone(move.step().dueAt())).putLong(orNone(move.step().sentAt()));
        bytes.putInt(attempt.number()).putLong(attempt.startedAt().toEpochMilli());
        bytes.putLong(attempt.duration().toNanos()).putInt(attempt.httpStatus().orElse(NULL));
        add(attempt.error().orElse(null));
        add(attempt.response());
    }

    private static long orNone(Long time) {
        return time == null ? NONE : time;
    }

    private void begin(byte kind) {
        ensureRoomFor(0);
        bytes.put(kind);
        entries++;
    }

    private void add(String text) {
        add(text == null ? null : text.getBytes(UTF_8));
    }

    private void add(byte[] value) {
        ensureRoomFor(value == null ? 0 : value.length);
        bytes.putInt(value == null ? NULL : value.length);
        if (value != null) {
            bytes.put(value);
        }
    }

    private void ensureRoomFor(int value) {
        int needed = value + LARGEST_FIXED_PART;
        if (bytes.remaining() < needed) {
            ByteBuffer larger = ByteBuffer.allocateDirect(2 * (bytes.capacity() + needed));
            bytes = larger.put(bytes.flip());
        }
    }

    int entries() {
        return entries;
    }

    /** What was added, with room for the header before it. */
    ByteBuffer written() {
        return bytes.flip();
    }

    /** Reads the content of a record. */
    static void read(ByteBuffer content, Listener listener) {
        while (content.hasRemaining()) {
            byte kind = content.get();
            switch (kind) {
                case EVENT -> readEvent(content, listener);
                case DELIVERY -> listener.delivery(
                        content.getLong(), new UUID(content.getLong(), content.getLong()), content.getLong());
                case MOVE -> listener.move(move(content));
                default -> throw new IllegalStateException("The journal holds an entry of an unknown kind, " + kind);
            }
        }
    }

    private static void readEvent(ByteBuffer content, Listener listener) {
        long row = content.getLong();
        long now = content.getLong();
        long eventTime = content.getLong();
        EventTerms terms = new EventTerms(Codes.priority(content.get()), null, EventTerms.NEVER);
        byte[] provenance = value(content);
        String eventId = text(content);
        String type = text(content);
        String targets = text(content);
        EventContent sent = new EventContent(eventId, type, eventTime, value(content));
        listener.event(row, new NewEvent(sent, true, provenance, targets, List.of(), terms, false), now);
    }

    private static Move move(ByteBuffer content) {
        long sequence = content.getLong();
        long webhook = content.getLong();
        int attemptsBefore = content.getInt();
        WebhookStatus status = Codes.status(content.get());
        Step step = new Step(1, status, null, time(content), time(content));
        Attempt attempt = new Attempt(
                content.getInt(),
                Instant.ofEpochMilli(content.getLong()),
                Duration.ofNanos(content.getLong()),
                Optional.of(content.getInt()).filter(http -> http != NULL),
                Optional.ofNullable(text(content)),
                text(content));
        return new Move(sequence, webhook, attemptsBefore, step, attempt);
    }

    private static Long time(ByteBuffer content) {
        long time = content.getLong();
        return time == NONE ? null : time;
    }

    private static String text(ByteBuffer content) {
        byte[] value = value(content);
        return value == null ? null : new String(value, UTF_8);
    }

    private static byte[] value(ByteBuffer content) {
        int length = content.getInt();
        if (length == NULL) {
            return null;
        }
        byte[] value = new byte[length];
        content.get(value);
        return value;
    }
}
