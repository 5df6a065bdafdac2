package io.processheat.webhook.spi;

import java.util.UUID;

/** A delivery that the store ended by itself. */
public record EndedDelivery(UUID webhookId, long sequence) {}
