package io.processheat.webhook.delivery;

import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.delivery.http.PostRequest;
import io.processheat.webhook.delivery.http.Target;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.Signer;
import io.processheat.webhook.spi.Signer.Signatures;
import io.processheat.webhook.spi.Signer.SigningKey;
import io.processheat.webhook.spi.StoredWebhook;
import java.util.concurrent.TimeUnit;

/**
 * A webhook as a lane sees it. Its URL is parsed and its secret opened at the first attempt, once: most webhooks of a
 * large store have nothing to send just now.
 */
final class Receiver {

    private final StoredWebhook stored;
    private final RetrySchedule schedule;
    private final Signer signer;
    private Target target;
    private SigningKey key;

    Receiver(StoredWebhook stored, RetrySchedules schedules, Signer signer) {
        this.stored = stored;
        this.schedule = schedules.named(stored.webhook().options().retrySchedule());
        this.signer = signer;
    }

    long version() {
        return stored.version();
    }

    boolean active() {
        return stored.webhook().active() && !stored.deleted();
    }

    boolean paused() {
        return stored.webhook().paused();
    }

    boolean deleted() {
        return stored.deleted();
    }

    DeliveryOptions options() {
        return stored.webhook().options();
    }

    RetrySchedule schedule() {
        return schedule;
    }

    int consecutiveFailures() {
        return stored.webhook().consecutiveFailures();
    }

    /** The URL without its query, which often holds a token. */
    String place() {
        String url = stored.webhook().url();
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    /** @throws WebhookException where the URL cannot be used (any more) */
    Target target() {
        if (target == null) {
            target = Target.parse(stored.webhook().url());
        }
        return target;
    }

    /**
     * Opens the secret, unless that was done.
     *
     * @throws WebhookException where the signer cannot
     */
    void openKey() {
        if (key == null) {
            key = signer.open(stored.id(), stored.secrets());
        }
    }

    /** Null where it was not opened yet. */
    SigningKey openedKey() {
        return key;
    }

    /**
     * The request for the next attempt, signed.
     *
     * @throws WebhookException where the signer cannot open the secret, or the URL cannot be used (any more)
     */
    PostRequest request(QueuedDelivery delivery, long now) {
        openKey();
        ClaimedDelivery claimed = delivery.claimed();
        long timestamp = TimeUnit.MILLISECONDS.toSeconds(now);
        Signatures ahead = delivery.takeSigned(key, timestamp);
        return new PostRequest(
                target(),
                claimed.event(),
                claimed.deliveryId(),
                delivery.attempt(),
                claimed.order(),
                timestamp,
                ahead != null ? ahead : key.sign(claimed.event().eventId(), timestamp, claimed.event().payload()),
                delivery.needsFreshConnection());
    }
}
