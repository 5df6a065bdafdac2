package io.processheat.webhook.core;

import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.HealthStatus;
import io.processheat.webhook.RegisteredWebhook;
import io.processheat.webhook.Webhook;
import io.processheat.webhook.WebhookRegistration;
import io.processheat.webhook.WebhookUpdate;
import io.processheat.webhook.spi.SealedSecret;
import io.processheat.webhook.spi.Signer;
import io.processheat.webhook.spi.StoredWebhook;
import io.processheat.webhook.spi.WebhookChange;
import io.processheat.webhook.spi.WebhookStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Adds, changes and ends webhooks. */
final class Registrations {

    private final WebhookRules rules;
    private final Signer signer;
    private final WebhookStore store;
    private final Ids ids;

    Registrations(WebhookRules rules, Signer signer, WebhookStore store, Ids ids) {
        this.rules = rules;
        this.signer = signer;
        this.store = store;
        this.ids = ids;
    }

    RegisteredWebhook register(WebhookRegistration asked) {
        UUID id = ids.next();
        Webhook webhook = new Webhook(
                id.toString(),
                rules.url(asked.url()),
                rules.events(asked.events()),
                rules.metadata(asked.metadata()),
                rules.options(asked.options()).over(DeliveryOptions.DEFAULT),
                true,
                false,
                HealthStatus.HEALTHY,
                0,
                Optional.empty(),
                Instant.ofEpochMilli(store.now()));
        List<String> warnings = asked.secret() == null ? List.of() : signer.check(asked.secret());
        Optional<String> made = asked.secret() == null ? Optional.of(signer.newSecret()) : Optional.empty();
        SealedSecret sealed = signer.seal(id, made.orElseGet(asked::secret));
        StoredWebhook stored = Waiting.await(
                store.insertWebhook(new StoredWebhook(id, webhook, List.of(sealed), false, 0)));
        return new RegisteredWebhook(stored.webhook(), made, warnings);
    }

    RegisteredWebhook update(String webhookId, WebhookUpdate asked) {
        UUID id = Ids.parse(webhookId).orElseThrow(() -> NotFound.webhook(webhookId));
        List<String> warnings = asked.secret() == null ? List.of() : signer.check(asked.secret());
        StoredWebhook stored = Waiting.await(store.updateWebhook(id, change(id, asked)))
                .orElseThrow(() -> NotFound.webhook(webhookId));
        return new RegisteredWebhook(stored.webhook(), Optional.empty(), warnings);
    }

    private WebhookChange change(UUID id, WebhookUpdate asked) {
        return new WebhookChange(
                asked.url() == null ? null : rules.url(asked.url()),
                asked.events() == null ? null : rules.events(asked.events()),
                asked.metadata() == null ? null : rules.metadata(asked.metadata()),
                rules.options(asked.options()),
                asked.active(),
                null,
                asked.secret() == null ? null : List.of(signer.seal(id, asked.secret())));
    }

    Webhook pause(String webhookId, boolean paused) {
        WebhookChange change = new WebhookChange(null, null, null, DeliveryOptions.NONE, null, paused, null);
        return Ids.parse(webhookId)
                .flatMap(id -> Waiting.await(store.updateWebhook(id, change)))
                .orElseThrow(() -> NotFound.webhook(webhookId))
                .webhook();
    }

    boolean unregister(String webhookId) {
        return Ids.parse(webhookId)
                .map(id -> Waiting.await(store.deleteWebhook(id)))
                .orElse(false);
    }
}
