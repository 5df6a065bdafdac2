package io.processheat.webhook.delivery;

import io.processheat.webhook.DeliveryHistory;
import io.processheat.webhook.spi.WebhookStore;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what became of a delivery before, off the loop: such a read blocks. */
final class Past {

    private static final Logger LOG = LoggerFactory.getLogger(Past.class);

    private final WebhookStore store;
    private final Executor blocking;
    private final Loop loop;

    Past(WebhookStore store, Executor blocking, Loop loop) {
        this.store = store;
        this.blocking = blocking;
        this.loop = loop;
    }

    /** Gives the history to the reader, on the loop; empty where it cannot be read. */
    void read(UUID deliveryId, Consumer<Optional<DeliveryHistory>> reader) {
        blocking.execute(() -> {
            Optional<DeliveryHistory> history = readNow(deliveryId);
            loop.execute(() -> reader.accept(history));
        });
    }

    private Optional<DeliveryHistory> readNow(UUID deliveryId) {
        try {
            return store.delivery(deliveryId);
        } catch (RuntimeException e) {
            LOG.warn("The history of delivery {} cannot be read", deliveryId, e);
            return Optional.empty();
        }
    }
}
