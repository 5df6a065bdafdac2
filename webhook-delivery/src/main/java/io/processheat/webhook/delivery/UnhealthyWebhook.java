package io.processheat.webhook.delivery;

import java.util.UUID;

/**
 * A webhook that was deactivated because it failed.
 *
 * @param url without its query
 * @param consecutiveFailures deliveries that ended FAILED since the last SENT one
 * @param reason why the last of them failed: what the receiver did
 * @param timestamp ms since the epoch
 */
public record UnhealthyWebhook(UUID webhookId, String url, int consecutiveFailures, String reason, long timestamp) {}
