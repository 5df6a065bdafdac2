package io.processheat.webhook.delivery;

import io.processheat.webhook.Page;
import io.processheat.webhook.spi.EndedDelivery;
import io.processheat.webhook.spi.StoreListener;
import io.processheat.webhook.spi.StoredWebhook;
import io.processheat.webhook.spi.WebhookStore;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the lanes of all webhooks, first of those there are and then of each change, and of deliveries that nobody was handed. */
final class WebhookDirectory implements StoreListener {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookDirectory.class);
    private static final int PAGE = 500;
    private static final long PAUSE_MILLIS = 1_000;

    private final WebhookStore store;
    private final Lanes lanes;
    private final Leases leases;
    private final ScheduledExecutorService executor;
    private WebhookStore.Subscription subscription = () -> {};
    private volatile boolean stopped;

    WebhookDirectory(WebhookStore store, Lanes lanes, Leases leases, ScheduledExecutorService executor) {
        this.store = store;
        this.lanes = lanes;
        this.leases = leases;
        this.executor = executor;
    }

    /** Listens first and reads then: versions tell which is newer. Leases are taken once all webhooks are known. */
    void start() {
        subscription = store.subscribe(this);
        executor.execute(this::readAll);
    }

    void stop() {
        stopped = true;
        subscription.close();
    }

    @Override
    public void webhooksChanged(List<StoredWebhook> webhooks) {
        lanes.webhooksChanged(webhooks);
        if (webhooks.stream().anyMatch(webhook -> !webhook.deleted())) {
            leases.claimSoon();
        }
    }

    @Override
    public void deliveriesAvailable(Collection<UUID> webhookIds) {
        lanes.deliveriesAvailable(webhookIds);
    }

    @Override
    public void deliveriesEnded(Collection<EndedDelivery> ended) {
        lanes.deliveriesEnded(ended);
    }

    private void readAll() {
        if (stopped) {
            return;
        }
        try {
            String cursor = null;
            do {
                Page<StoredWebhook> page = store.webhooks(cursor, PAGE);
                lanes.webhooksChanged(page.items());
                cursor = page.nextCursor().orElse(null);
            } while (cursor != null);
            leases.start();
        } catch (RuntimeException e) {
            LOG.warn("The webhooks cannot be read from the store; trying again", e);
            executor.schedule(this::readAll, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
