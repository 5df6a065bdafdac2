package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.spi.Claimant;
import io.processheat.webhook.spi.ClaimedDelivery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * New deliveries of one commit, on their way to the dispatchers: once per claimant, just before the first append of the
 * group is completed.
 *
 * <p>But where a due page was loaded between two appends, only after that page: it does not hold what the later append
 * made, so a dispatcher that believes a page to be complete must hear of the rest afterwards. The same holds for a
 * successor that an outcome brought: what the later append made may take its place.
 */
final class HandOver {

    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

    private final Map<Claimant, List<ClaimedDelivery>> deliveries = new IdentityHashMap<>();
    private Operation<?> position;
    private final Set<Long> ended = new HashSet<>(0);
    private boolean otherwiseSince;

    void add(Operation<?> append, Claimant claimant, ClaimedDelivery delivery) {
        if (position == null || otherwiseSince) {
            position = append;
            otherwiseSince = false;
        }
        deliveries.computeIfAbsent(claimant, c -> new ArrayList<>()).add(delivery);
    }

    /** The operation gives deliveries to its caller. */
    void otherwiseHandedOut() {
        otherwiseSince = true;
    }

    /** The same commit made and ended it. */
    void ended(long sequence) {
        ended.add(sequence);
    }

    /** Runs where this operation is the place for it. What the same commit ended again is left out. */
    void runAt(Operation<?> operation, WebhookStates states) {
        if (operation == position) {
            deliveries.forEach((claimant, made) -> give(claimant, unended(made, states)));
        }
    }

    private List<ClaimedDelivery> unended(List<ClaimedDelivery> made, WebhookStates states) {
        made.removeIf(delivery -> ended.contains(delivery.sequence())
                || states.get(delivery.webhookId()).hasEnded(delivery.sequence(), delivery.test()));
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
