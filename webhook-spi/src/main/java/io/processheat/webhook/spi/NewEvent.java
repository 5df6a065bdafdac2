package io.processheat.webhook.spi;

import java.util.List;
import java.util.UUID;

/**
 * An event to store, with the deliveries to make for it.
 *
 * @param content id, type, time and canonical payload
 * @param idGiven true where the publisher chose the id: it may be there already
 * @param provenanceHash SHA-256 of {@code <type>:<payload>}, 32 bytes
 * @param targets the webhook ids the publisher asked for, sorted and comma-separated; null for the subscribers. With the
 *     provenance hash it is the content that a repeated id must match
 * @param deliveries in the order in which they get their sequences
 * @param terms priority, ordering key and deadline
 * @param test see {@link ClaimedDelivery#test()}; such a delivery goes to an inactive webhook too
 */
public record NewEvent(
        EventContent content,
        boolean idGiven,
        byte[] provenanceHash,
        String targets,
        List<NewDelivery> deliveries,
        EventTerms terms,
        boolean test) {

    public NewEvent {
        deliveries = List.copyOf(deliveries);
    }

    /** A delivery to make: its id, and the webhook's. */
    public record NewDelivery(UUID deliveryId, UUID webhookId) {}
}
