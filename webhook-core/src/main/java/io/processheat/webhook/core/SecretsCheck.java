package io.processheat.webhook.core;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.spi.SealedSecret;
import io.processheat.webhook.spi.Signer;
import io.processheat.webhook.spi.StoredWebhook;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says at once what otherwise only the first delivery would: that the key file was lost, made anew or exchanged, and does
 * not open the secrets in the store.
 */
final class SecretsCheck {

    private static final Logger LOG = LoggerFactory.getLogger(SecretsCheck.class);

    private final Signer signer;
    /** One for each key that sealed any: opening all would take long where there are many. */
    private final Map<String, Sample> samples = new ConcurrentHashMap<>();
    private final Map<UUID, String> keysOfActive = new ConcurrentHashMap<>();

    private record Sample(UUID webhookId, List<SealedSecret> secrets) {}

    private record LostKey(long webhooks, String reason) {}

    SecretsCheck(Signer signer) {
        this.signer = signer;
    }

    /** Hears of a webhook as it is now. */
    void changed(StoredWebhook webhook) {
        if (webhook.deleted() || !webhook.webhook().active() || webhook.secrets().isEmpty()) {
            keysOfActive.remove(webhook.id());
            return;
        }
        // Many webhooks, but hardly ever more than one key.
        String key = webhook.secrets().get(0).keyId().intern();
        samples.put(key, new Sample(webhook.id(), webhook.secrets()));
        keysOfActive.put(webhook.id(), key);
    }

    void tellTheLog() {
        lostKeys().forEach(lost -> LOG.error("Nothing can be sent to {} webhooks, their deliveries wait: {}. Put the old file"
                + " back from its backup and restart; where it is lost, give each of these webhooks a new secret (PATCH)",
                lost.webhooks(), lost.reason()));
    }

    /** Tried anew with each call, so it is over as soon as they open. Names no file: strangers may read it. From any thread. */
    List<String> problems() {
        return lostKeys()
                .map(lost -> "nothing can be sent to " + lost.webhooks() + " of the webhooks, their deliveries wait: the key"
                        + " file does not open their secrets. Put the old file back from its backup and restart; where it is"
                        + " lost, give each of them a new secret; the log names the file and the key")
                .toList();
    }

    private Stream<LostKey> lostKeys() {
        return samples.entrySet().stream().flatMap(each -> lost(each.getKey(), each.getValue()).stream());
    }

    private Optional<LostKey> lost(String key, Sample sample) {
        try {
            signer.open(sample.webhookId(), sample.secrets());
            return Optional.empty();
        } catch (WebhookException e) {
            long webhooks = keysOfActive.values().stream().filter(key::equals).count();
            return webhooks == 0 ? Optional.empty() : Optional.of(new LostKey(webhooks, e.getMessage()));
        }
    }
}
