package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.spi.Claimant;
import io.processheat.webhook.spi.ClaimedDelivery;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * New deliveries of one commit, on their way to the dispatchers: once per claimant, just before the first append of the
 * group is completed.
 *
 * <p>But where a due page was loaded between two appends, only after that page: it does not hold what the later append
 * made, so a dispatcher that believes a page to be complete must hear of the rest afterwards.
 */
final class HandOver {

    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

    private final Map<Claimant, List<ClaimedDelivery>> deliveries = new IdentityHashMap<>();
    private Operation<?> position;
    private boolean pageSince;

    void add(Operation<?> append, Claimant claimant, ClaimedDelivery delivery) {
        if (position == null || pageSince) {
            position = append;
            pageSince = false;
        }
        deliveries.computeIfAbsent(claimant, c -> new ArrayList<>()).add(delivery);
    }

    void pageLoaded() {
        pageSince = true;
    }

    /** Runs where this operation is the place for it. What the same commit ended again is left out. */
    void runAt(Operation<?> operation, WebhookStates states) {
        if (operation == position) {
            deliveries.forEach((claimant, made) -> give(claimant, unended(made, states)));
        }
    }

    private static List<ClaimedDelivery> unended(List<ClaimedDelivery> made, WebhookStates states) {
        made.removeIf(delivery -> states.get(delivery.webhookId()).hasEnded(delivery.sequence(), delivery.test()));
        return made;
    }

    private static void give(Claimant claimant, List<ClaimedDelivery> made) {
        if (made.isEmpty()) {
            return;
        }
        try {
            claimant.claimed(made);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("The dispatcher failed to take {} new deliveries; they stay in the store", made.size(), e);
        }
    }
}
