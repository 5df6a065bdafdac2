package io.processheat.webhook.spi;

import java.util.List;
import java.util.OptionalLong;

/**
 * Due deliveries of one webhook.
 *
 * @param complete true where no other delivery of the webhook is due
 * @param nextDue where {@code complete}: when the earliest of the later ones is due; empty where there is none
 */
public record DuePage(List<ClaimedDelivery> deliveries, boolean complete, OptionalLong nextDue) {
    public DuePage {
        deliveries = List.copyOf(deliveries);
    }
}
