package io.processheat.webhook;

import java.util.List;

/** A delivery and its attempts, oldest first. */
public record DeliveryHistory(Delivery delivery, List<Attempt> attempts) {
    public DeliveryHistory {
        attempts = List.copyOf(attempts);
    }
}
