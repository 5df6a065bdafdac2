package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.EventTerms;
import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.spi.NewEvent.NewDelivery;
import io.processheat.webhook.spi.Outcome;
import io.processheat.webhook.store.sqlite.DeliveryTable.Progress;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether the journal alone may take a group: what it does must be what most do, and need nothing of the tables. Changes
 * nothing.
 */
final class JournalCheck {

    private final Tables tables;
    private final Journaled journaled;
    private final Set<String> idsOfGroup = new HashSet<>();

    JournalCheck(Session session) {
        this.tables = session.tables();
        this.journaled = session.journaled();
    }

    boolean passes(List<Operation<?>> group) throws SQLException {
        for (Operation<?> operation : group) {
            if (!operation.isPlain(this)) {
                return false;
            }
        }
        return true;
    }

    /** @param node null where no dispatcher runs */
    boolean passes(NewEvent event, String node) throws SQLException {
        EventTerms terms = event.terms();
        return terms.orderingKey() == null
                && terms.expiresAt() == EventTerms.NEVER
                && !event.test()
                && isNew(event)
                && (node == null || event.deliveries().stream().allMatch(this::hasOwner));
    }

    /** An id that was made for the event is nobody else's. */
    private boolean isNew(NewEvent event) throws SQLException {
        String id = event.content().eventId();
        return idsOfGroup.add(id) && (!event.idGiven() || !journaled.has(id) && !tables.events().has(id));
    }

    /** A webhook that nobody owns becomes the publisher's, in the tables. */
    private boolean hasOwner(NewDelivery delivery) {
        WebhookState webhook = tables.states().get(delivery.webhookId());
        return webhook == null || webhook.owner() != null;
    }

    boolean passes(Outcome outcome) throws SQLException {
        ClaimedDelivery delivery = outcome.delivery();
        WebhookState webhook = tables.states().get(delivery.webhookId());
        return delivery.order() == null
                && !delivery.test()
                && outcome.countsForHealth()
                && FirstTry.tellsAllOf(outcome)
                && webhook != null
                && webhook.isHeldUnder(delivery.lease())
                && !webhook.hasEnded(delivery.sequence(), false)
                && awaitsFirstTry(delivery.sequence(), webhook.row());
    }

    private boolean awaitsFirstTry(long sequence, long webhook) throws SQLException {
        if (journaled.has(sequence)) {
            return true;
        }
        Progress stands = tables.deliveries().progress(sequence, webhook);
        return stands != null && !stands.status().isFinal() && stands.attempts() == 0;
    }
}
