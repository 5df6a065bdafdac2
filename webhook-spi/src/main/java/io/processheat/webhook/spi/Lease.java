package io.processheat.webhook.spi;

import java.util.UUID;

/**
 * Right of a node to deliver for a webhook.
 *
 * @param epoch grows whenever the owner changes; an outcome of an older epoch is refused
 */
public record Lease(UUID webhookId, long epoch) {}
