package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.spi.EndedDelivery;
import io.processheat.webhook.spi.StoreListener;
import io.processheat.webhook.spi.StoredWebhook;
import io.processheat.webhook.spi.WebhookStore.Subscription;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who hears of changes of webhooks. One that fails keeps the others from nothing. */
final class Listeners implements StoreListener {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    /** Its own identity, so that a listener that subscribed twice is told twice until it closes each subscription. */
    private static final class Entry {
        private final StoreListener listener;

        private Entry(StoreListener listener) {
            this.listener = listener;
        }
    }

    Subscription add(StoreListener listener) {
        Entry entry = new Entry(listener);
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    @Override
    public void webhooksChanged(List<StoredWebhook> changed) {
        tellEach(listener -> listener.webhooksChanged(changed), "changed webhooks", changed.size());
    }

    @Override
    public void deliveriesAvailable(Collection<UUID> webhookIds) {
        Set<UUID> ids = Set.copyOf(webhookIds);
        tellEach(listener -> listener.deliveriesAvailable(ids), "webhooks with deliveries to load", ids.size());
    }

    @Override
    public void deliveriesEnded(Collection<EndedDelivery> ended) {
        List<EndedDelivery> given = List.copyOf(ended);
        tellEach(listener -> listener.deliveriesEnded(given), "deliveries that were ended", given.size());
    }

    private void tellEach(Consumer<StoreListener> news, String what, int number) {
        for (Entry entry : entries) {
            try {
                news.accept(entry.listener);
            } catch (RuntimeException | LinkageError e) {
                LOG.error("A listener failed on {} {}", number, what, e);
            }
        }
    }
}
