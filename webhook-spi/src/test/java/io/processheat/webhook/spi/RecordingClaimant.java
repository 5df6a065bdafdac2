package io.processheat.webhook.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** A dispatcher that only notes what it is given. */
public final class RecordingClaimant implements Claimant {

    private final String node;
    private final List<ClaimedDelivery> deliveries = new CopyOnWriteArrayList<>();

    public RecordingClaimant(String node) {
        this.node = node;
    }

    @Override
    public String node() {
        return node;
    }

    @Override
    public void claimed(List<ClaimedDelivery> given) {
        deliveries.addAll(given);
    }

    /** All deliveries so far, in the order they came. */
    public List<ClaimedDelivery> deliveries() {
        return new ArrayList<>(deliveries);
    }

    public ClaimedDelivery delivery(UUID deliveryId) {
        return deliveries.stream()
                .filter(delivery -> delivery.deliveryId().equals(deliveryId))
                .findFirst()
                .orElseThrow(() -> new AssertionError(deliveryId + " was not handed over to " + node));
    }
}
