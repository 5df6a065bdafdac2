package io.processheat.webhook.core;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.spi.Signer;
import io.processheat.webhook.spi.StoredWebhook;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says at the start what otherwise only the first delivery would: that the key file was lost, made anew or exchanged, and
 * does not open the secrets in the store.
 */
final class SecretsCheck {

    private static final Logger LOG = LoggerFactory.getLogger(SecretsCheck.class);

    private SecretsCheck() {}

    /** Opens one secret for each key that sealed any: opening all would take long where there are many. */
    static void run(List<StoredWebhook> webhooks, Signer signer) {
        Map<String, List<StoredWebhook>> byKey = webhooks.stream()
                .filter(webhook -> !webhook.deleted() && !webhook.secrets().isEmpty())
                .collect(Collectors.groupingBy(webhook -> webhook.secrets().get(0).keyId()));
        byKey.values().forEach(sealedAlike -> check(sealedAlike, signer));
    }

    private static void check(List<StoredWebhook> sealedAlike, Signer signer) {
        StoredWebhook sample = sealedAlike.get(0);
        try {
            signer.open(sample.id(), sample.secrets());
        } catch (WebhookException e) {
            LOG.error("Nothing can be sent to {} webhooks, their deliveries wait: {}. Put the old file back from its backup and"
                    + " restart; where it is lost, give each of these webhooks a new secret (PATCH)",
                    sealedAlike.size(), e.getMessage());
        }
    }
}
