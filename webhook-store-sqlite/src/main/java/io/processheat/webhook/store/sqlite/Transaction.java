package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.spi.Claimant;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.StoredWebhook;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** One group of operations between BEGIN and COMMIT, with what has to follow from it. */
final class Transaction {

    private final Tables tables;
    private final Session session;
    private final Rows rows;
    private final Settings settings;
    private final long now;
    private final HandOver handOver = new HandOver();
    private final Set<UUID> changedHealth = new LinkedHashSet<>();
    private List<StoredWebhook> changes = new ArrayList<>(0);
    private Set<UUID> available = new LinkedHashSet<>(0);
    private Operation<?> current;
    private boolean endingBegun;
    private boolean spaceFound;
    private Shed shed = Shed.NONE;

    /** @param rows where most goes */
    Transaction(Session session, Rows rows, Settings settings, long now) {
        this.session = session;
        this.rows = rows;
        this.settings = settings;
        this.tables = session.tables();
        this.now = now;
    }

    Session session() {
        return session;
    }

    Tables tables() {
        return tables;
    }

    Rows rows() {
        return rows;
    }

    /** The store's time, the same for the whole group. */
    long now() {
        return now;
    }

    HandOver handOver() {
        return handOver;
    }

    void enter(Operation<?> operation) {
        current = operation;
        changes = new ArrayList<>(0);
        available = new LinkedHashSet<>(0);
    }

    List<StoredWebhook> takeChanges() {
        return changes;
    }

    /** Looks once: a group is small against the reserve. The journal has its space. */
    void requireSpace() throws SQLException {
        if (!spaceFound && !isJournaled()) {
            session.space().require(session, settings.bounds());
            spaceFound = true;
        }
    }

    void claimed(Claimant claimant, ClaimedDelivery delivery) {
        handOver.add(current, claimant, delivery);
    }

    /** Reads a webhook after its change and keeps it for the listeners. */
    StoredWebhook changed(WebhookState webhook) throws SQLException {
        tables.webhooks().putHealth(webhook);
        StoredWebhook stored = tables.webhooks().read(webhook.row());
        changes.add(stored);
        return stored;
    }

    /** Failures and last success are written once per webhook and commit, however many outcomes change them. */
    void putHealth(WebhookState webhook) {
        tables.states().put(webhook);
        changedHealth.add(webhook.id());
    }

    /** Deliveries of the webhook can be loaded that were handed to nobody. */
    void available(UUID webhookId) {
        available.add(webhookId);
    }

    Set<UUID> takeAvailable() {
        return available;
    }

    /** Begins to end what is unfinished of a webhook; a short backlog ends in this transaction. */
    void endBacklog(WebhookState webhook) {
        tables.endings().add(webhook.id());
        endingBegun = true;
    }

    /** What it gave up, to be told after the commit. */
    Shed shed() {
        return shed;
    }

    void complete() throws SQLException {
        if (isJournaled()) {
            changedHealth.forEach(session.journaled()::changedHealth);
            return;
        }
        if (spaceFound) {
            shed = session.space().shed(session, settings.bounds());
            shed.ended().forEach(ended -> handOver.ended(ended.sequence()));
        }
        for (UUID id : changedHealth) {
            tables.webhooks().putHealth(tables.states().get(id));
        }
        tables.keys().write();
        if (endingBegun) {
            tables.endings().endSome(tables.states(), tables.deliveries());
        }
    }

    /** Brings what is journaled into the tables: it is on disk already, or follows with what this group appends. */
    void settle() throws SQLException {
        session.settling().forReading(session, !isJournaled());
    }

    private boolean isJournaled() {
        return rows == session.journaled();
    }
}
