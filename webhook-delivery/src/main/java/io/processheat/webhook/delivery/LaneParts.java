package io.processheat.webhook.delivery;

import io.processheat.webhook.spi.StoredWebhook;
import io.processheat.webhook.spi.WebhookStore;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * What the lanes of a dispatcher share; all of it is safe from any thread.
 *
 * @param receivers makes what a lane knows of a webhook
 * @param blocking runs what blocks
 * @param signing runs what may as well be left undone
 * @param renewals rounds of renewing leases begun so far
 */
record LaneParts(
        WebhookStore store,
        Function<StoredWebhook, Receiver> receivers,
        Watches watches,
        UnhealthyListener unhealthy,
        OutageListener outages,
        Executor blocking,
        Executor signing,
        AtomicLong renewals) {}
