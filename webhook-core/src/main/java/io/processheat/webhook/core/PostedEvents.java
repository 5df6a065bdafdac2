package io.processheat.webhook.core;

import io.processheat.webhook.PublishReceipt;
import io.processheat.webhook.WebhookEvent;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.core.json.CanonicalJson;
import io.processheat.webhook.core.json.NonFinite;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Publishes events that agents posted. Where a payload is refused for numbers that are not finite, they become null and
 * it is published again: whoever posted it is not there to mend it, and a dead sensor must not swallow an alarm.
 */
final class PostedEvents {

    private static final CanonicalJson FORGIVING = new CanonicalJson("payload", CanonicalJson.LARGEST, NonFinite.NULL);

    private final DirectPublishing publishing;
    private final ReplacedNumbers replaced;

    PostedEvents(DirectPublishing publishing, ReplacedNumbers replaced) {
        this.publishing = publishing;
        this.replaced = replaced;
    }

    CompletionStage<PublishReceipt> publish(WebhookEvent event) {
        return receiptOf(event).thenCompose(receipt -> receipt instanceof PublishReceipt.Refused refused
                        && refused.cause().reason() == Reason.INVALID
                ? publishMended(event, refused)
                : CompletableFuture.completedStage(receipt));
    }

    private CompletionStage<PublishReceipt> publishMended(WebhookEvent event, PublishReceipt.Refused refused) {
        CanonicalJson.Result payload;
        try {
            payload = FORGIVING.ofPayload(event);
        } catch (WebhookException refusedAllTheSame) {
            return CompletableFuture.completedStage(refused);
        }
        if (payload.replacedNumbers() == 0) {
            return CompletableFuture.completedStage(refused);
        }
        return receiptOf(withPayload(event, payload.bytes())).thenApply(receipt -> {
            if (receipt instanceof PublishReceipt.Accepted accepted) {
                replaced.add(payload.replacedNumbers(), event.type(), accepted.eventId());
            }
            return receipt;
        });
    }

    private CompletionStage<PublishReceipt> receiptOf(WebhookEvent event) {
        return publishing.publishDirectly(List.of(event)).thenApply(receipts -> receipts.get(0));
    }

    private static WebhookEvent withPayload(WebhookEvent event, byte[] json) {
        return WebhookEvent.ofJson(event.type(), json)
                .withId(event.id().orElse(null))
                .withTime(event.time().orElse(null))
                .withOrderingKey(event.orderingKey().orElse(null))
                .withExpiresAt(event.expiresAt().orElse(null));
    }
}
