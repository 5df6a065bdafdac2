package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.spi.StoreListener;
import io.processheat.webhook.spi.StoredWebhook;
import io.processheat.webhook.store.sqlite.JournalCheck.Need;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * A call that waits for the writer: what to do in the transaction, and the stage to complete after the commit. It may
 * run more than once, where the transaction of its group was rolled back.
 */
final class Operation<R> {

    /** How the writer treats it. */
    enum Kind {
        /** Brings new events: refused where the queue or the disk is full. */
        APPEND,
        /** Brings outcomes: nobody waits for them, so they wait for company. */
        OUTCOMES,
        /** Brings outcomes, too, but such as may pass a turn on: the next delivery of an ordering key waits for them. */
        TURNS,
        OTHER
    }

    /** What an operation does. A {@link WebhookException} must come before the first change. */
    @FunctionalInterface
    interface Work<R> {
        R on(Transaction transaction) throws SQLException;
    }

    /** What it needs, before it is run. */
    @FunctionalInterface
    interface Needing {
        Need need(JournalCheck check) throws SQLException;
    }

    private static final long BASE_BYTES = 256;

    private final Kind kind;
    private final long bytes;
    private final Needing needing;
    private final Work<R> work;
    private final CompletableFuture<R> completion = new CompletableFuture<>();
    private R result;
    private WebhookException refusal;
    private List<StoredWebhook> changed;
    private Set<UUID> available;

    Operation(Kind kind, long bytes, Needing needing, Work<R> work) {
        this.kind = kind;
        this.bytes = BASE_BYTES + bytes;
        this.needing = needing;
        this.work = work;
    }

    /** One that has to do with no delivery. */
    static <R> Operation<R> onOtherRows(Work<R> work) {
        return new Operation<>(Kind.OTHER, 0, check -> Need.OTHER_ROWS, work);
    }

    /** One that changes nothing, and sees to it itself that the tables have what it reads. */
    static <R> Operation<R> reading(Work<R> work) {
        return new Operation<>(Kind.OTHER, 0, check -> Need.JOURNAL, work);
    }

    /** One that needs all rows. */
    Operation(Work<R> work) {
        this(Kind.OTHER, 0, check -> Need.ALL_ROWS, work);
    }

    Need need(JournalCheck check) throws SQLException {
        return needing.need(check);
    }

    boolean bringsOutcomes() {
        return kind == Kind.OUTCOMES || kind == Kind.TURNS;
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /** What a text takes in UTF-8, or a little more. */
    static long bytes(String text) {
        long bytes = text == null ? 0 : text.length();
        for (int at = 0; text != null && at < text.length(); at++) {
            char character = text.charAt(at);
            bytes += character < 0x80 ? 0 : character < 0x800 ? 1 : 2;
        }
        return bytes;
    }

    /** About what it holds in memory, and no less than what it writes into the journal. */
    long bytes() {
        return bytes;
    }

    CompletableFuture<R> completion() {
        return completion;
    }

    void run(Transaction transaction) throws SQLException {
        transaction.enter(this);
        refusal = null;
        try {
            result = work.on(transaction);
        } catch (WebhookException e) {
            refusal = e;
        }
        changed = transaction.takeChanges();
        available = transaction.takeAvailable();
    }

    /** Tells the listeners what changed, then the caller. */
    void handOut(StoreListener listeners) {
        if (!changed.isEmpty()) {
            listeners.webhooksChanged(changed);
        }
        if (!available.isEmpty()) {
            listeners.deliveriesAvailable(available);
        }
        if (refusal != null) {
            completion.completeExceptionally(refusal);
        } else {
            completion.complete(result);
        }
    }

    void fail(WebhookException cause) {
        completion.completeExceptionally(cause);
    }
}
