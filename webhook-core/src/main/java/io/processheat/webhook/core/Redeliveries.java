package io.processheat.webhook.core;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.Redelivery;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.spi.WebhookStore;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What is to be delivered that was not, or is to be delivered again. */
final class Redeliveries {

    /** Events or deliveries a call looks at: the store works on such a page without keeping others waiting for long. */
    private static final int PAGE = 1_000;

    private final WebhookStore store;
    private final Ids ids;

    Redeliveries(WebhookStore store, Ids ids) {
        this.store = store;
        this.ids = ids;
    }

    CompletionStage<Redelivery> recover(String webhookId, Instant since, Instant until, String cursor) {
        UUID id = webhook(webhookId);
        return store.recover(id, from(since), end(since, until), cursor, PAGE, ids::next)
                .thenCompose(made -> found(made, NotFound.webhook(webhookId)));
    }

    CompletionStage<Redelivery> retryFailed(String webhookId, Instant since, Instant until, String cursor) {
        UUID id = webhook(webhookId);
        return store.replayFailed(id, from(since), end(since, until), cursor, PAGE, ids::next)
                .thenCompose(made -> found(made, NotFound.webhook(webhookId)));
    }

    CompletionStage<Delivery> retry(String deliveryId) {
        UUID id = Ids.parse(deliveryId).orElseThrow(() -> NotFound.delivery(deliveryId));
        return store.replay(id, ids.next()).thenCompose(made -> found(made, NotFound.delivery(deliveryId)));
    }

    private static UUID webhook(String webhookId) {
        return Ids.parse(webhookId).orElseThrow(() -> NotFound.webhook(webhookId));
    }

    private static long from(Instant since) {
        if (since == null) {
            throw new WebhookException(Reason.INVALID, "since", "since is missing");
        }
        return Times.checkedMillis(since, "since");
    }

    private static long end(Instant since, Instant until) {
        if (until != null && until.isBefore(since)) {
            throw new WebhookException(Reason.INVALID, "until", "until lies before since");
        }
        return until == null ? Long.MAX_VALUE : Times.checkedMillis(until, "until");
    }

    private static <T> CompletionStage<T> found(Optional<T> made, WebhookException otherwise) {
        return made.<CompletionStage<T>>map(CompletableFuture::completedStage)
                .orElseGet(() -> CompletableFuture.failedStage(otherwise));
    }
}
