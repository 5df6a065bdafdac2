package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.EventTerms;
import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.spi.NewEvent.NewDelivery;
import io.processheat.webhook.spi.Outcome;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells of a group, before it is run, what it needs. Changes nothing. */
final class JournalCheck {

    private final Tables tables;
    private final Journaled journaled;
    private final Set<String> idsOfGroup = new HashSet<>();

    /** What a group needs, the more the later. */
    enum Need {
        /** Nothing of the tables: the journal alone may take it. */
        JOURNAL,
        /** Rows of the tables, but none that the journal still has. */
        OTHER_ROWS,
        /** That all is in the tables. */
        ALL_ROWS;

        Need and(Need other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    JournalCheck(Session session) {
        this.tables = session.tables();
        this.journaled = session.journaled();
    }

    Need of(List<Operation<?>> group) throws SQLException {
        Need need = Need.JOURNAL;
        for (Operation<?> operation : group) {
            need = need.and(operation.need(this));
        }
        return need;
    }

    /** @param node null where no dispatcher runs */
    Need ofEvents(List<NewEvent> events, String node) throws SQLException {
        Need need = Need.JOURNAL;
        for (NewEvent event : events) {
            need = need.and(of(event, node));
        }
        return need;
    }

    Need ofOutcomes(List<Outcome> outcomes) throws SQLException {
        Need need = Need.JOURNAL;
        for (Outcome outcome : outcomes) {
            need = need.and(of(outcome));
        }
        return need;
    }

    private Need of(NewEvent event, String node) throws SQLException {
        String id = event.content().eventId();
        // An id that was made for the event is nobody else's.
        if (event.idGiven() && (!idsOfGroup.add(id) || journaled.knows(id))) {
            return Need.ALL_ROWS;
        }
        boolean isOwned = node == null || event.deliveries().stream().allMatch(this::hasOwner);
        boolean isNew = !event.idGiven() || !tables.events().has(id);
        return Publishing.isPlain(event) && isOwned && isNew ? Need.JOURNAL : Need.OTHER_ROWS;
    }

    /** A webhook that nobody owns becomes the publisher's, in the tables. */
    private boolean hasOwner(NewDelivery delivery) {
        WebhookState webhook = tables.states().get(delivery.webhookId());
        return webhook == null || webhook.owner() != null;
    }

    private Need of(Outcome outcome) throws SQLException {
        ClaimedDelivery delivery = outcome.delivery();
        WebhookState webhook = tables.states().get(delivery.webhookId());
        boolean isPlain = delivery.order() == null
                && !delivery.test()
                && delivery.expiresAt() == EventTerms.NEVER
                && outcome.attempt() != null;
        boolean mayDeactivate = outcome.next() == WebhookStatus.FAILED;
        if (isPlain && !mayDeactivate && webhook != null && isUsual(outcome, webhook)) {
            return Need.JOURNAL;
        }
        return mayDeactivate || isPlain || journaled.knows(delivery.sequence()) ? Need.ALL_ROWS : Need.OTHER_ROWS;
    }

    private boolean isUsual(Outcome outcome, WebhookState webhook) throws SQLException {
        ClaimedDelivery delivery = outcome.delivery();
        return webhook.isHeldUnder(delivery.lease())
                && !webhook.hasEnded(delivery.sequence(), false)
                && outcome.countsForHealth()
                && journaled.awaits(delivery.sequence(), webhook.row(), outcome.attempt().number() - 1);
    }
}
