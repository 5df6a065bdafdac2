package io.processheat.webhook.spi;

import io.processheat.webhook.Delivery;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** Sends what the store holds; also answers what its configuration lets be registered. */
@ProviderType
public interface Dispatcher extends Claimant {

    /**
     * Looks at the store again: deliveries may have been appended without this dispatcher. A hint, and cheap to repeat.
     */
    void wake();

    /**
     * A stage with the delivery once it is finished. Ask before appending it.
     *
     * @return completed with the recorded delivery; it fails with {@code UNAVAILABLE} where the dispatcher stops before
     */
    CompletionStage<Delivery> watch(UUID deliveryId);

    /**
     * Checks a URL by scheme, form and literal address. Names are checked at every connect.
     *
     * @throws io.processheat.webhook.WebhookException {@code INVALID} on field {@code url}, saying what to do about it
     */
    void checkTarget(String url);

    /** Names of the configured retry schedules; {@code default} is always among them. */
    Set<String> retrySchedules();

    /**
     * What an operator should know though this dispatcher works, in words: that the line to a part of the network is down,
     * for instance. Empty where there is nothing. Cheap, from any thread.
     */
    default List<String> warnings() {
        return List.of();
    }
}
