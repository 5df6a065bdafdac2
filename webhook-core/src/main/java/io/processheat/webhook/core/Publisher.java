package io.processheat.webhook.core;

import io.processheat.webhook.PublishReceipt;
import io.processheat.webhook.WebhookEvent;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.spi.AppendResult;
import io.processheat.webhook.spi.Dispatcher;
import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.spi.WebhookStore;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The one way of events into the store. */
final class Publisher {

    private final EventIntake intake;
    private final WebhookStore store;
    private final CurrentDispatcher dispatcher;

    Publisher(EventIntake intake, WebhookStore store, CurrentDispatcher dispatcher) {
        this.intake = intake;
        this.store = store;
        this.dispatcher = dispatcher;
    }

    /** One receipt per event, in their order; the stage fails where the store takes none. */
    CompletionStage<List<PublishReceipt>> publish(List<WebhookEvent> events) {
        PublishReceipt[] receipts = new PublishReceipt[events.size()];
        List<NewEvent> taken = new ArrayList<>(receipts.length);
        List<Integer> positions = new ArrayList<>(receipts.length);
        int position = 0;
        for (WebhookEvent event : events) {
            try {
                taken.add(intake.take(event));
                positions.add(position);
            } catch (WebhookException refused) {
                receipts[position] = new PublishReceipt.Refused(refused);
            }
            position++;
        }
        if (taken.isEmpty()) {
            return CompletableFuture.completedStage(List.of(receipts));
        }
        return append(taken).thenApply(results -> {
            for (int i = 0; i < results.size(); i++) {
                receipts[positions.get(i)] = receipt(taken.get(i), results.get(i));
            }
            return List.of(receipts);
        });
    }

    /** Stores events on behalf of the dispatcher that runs now. */
    CompletionStage<List<AppendResult>> append(List<NewEvent> events) {
        Dispatcher claimant = dispatcher.orNull();
        return store.append(events, claimant).thenApply(results -> {
            dispatcher.wakeUnless(claimant);
            return results;
        });
    }

    private static PublishReceipt receipt(NewEvent event, AppendResult result) {
        if (result instanceof AppendResult.Refused refused) {
            return new PublishReceipt.Refused(refused.cause());
        }
        AppendResult.Stored stored = (AppendResult.Stored) result;
        // Of a subscriber that was deactivated in this very moment nobody asked by name.
        List<UUID> skipped = event.targets() == null ? List.of() : stored.skippedWebhooks();
        return new PublishReceipt.Accepted(
                stored.eventId(), texts(stored.deliveryIds()), texts(skipped), stored.repeated());
    }

    private static List<String> texts(List<UUID> ids) {
        List<String> texts = new ArrayList<>(ids.size());
        for (UUID id : ids) {
            texts.add(id.toString());
        }
        return texts;
    }
}
