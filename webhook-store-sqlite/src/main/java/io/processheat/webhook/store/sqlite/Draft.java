package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.spi.EventTerms;
import java.util.UUID;

/**
 * A delivery to make.
 *
 * @param event the event's key in the database
 * @param original what it repeats; null where it is the first of its event and webhook
 */
record Draft(UUID deliveryId, long event, String type, EventTerms terms, boolean test, Original original) {

    /**
     * A delivery that is repeated.
     *
     * @param keyNumber null where it had none
     */
    record Original(long sequence, Long keyNumber) {}

    boolean hasKey() {
        return terms.orderingKey() != null && !test;
    }
}
