package io.processheat.webhook.bridge.internal;

import io.processheat.webhook.bridge.internal.Hold.Offer;
import io.processheat.webhook.bridge.internal.Outcomes.Refusal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventHandler;

/** What EventAdmin calls: copies the event and puts it into the {@link Hold}, never waiting for more than room there. */
final class TopicHandler implements EventHandler {

    private final EventReader reader;
    private final Hold hold;
    private final Outcomes outcomes;
    private volatile Topics topics;
    private volatile long maxBytes;

    TopicHandler(EventReader reader, Hold hold, Outcomes outcomes, Settings settings) {
        this.reader = reader;
        this.hold = hold;
        this.outcomes = outcomes;
        this.topics = new Topics(settings.topicPrefix());
        this.maxBytes = settings.holdBytes();
    }

    void change(Settings settings) {
        topics = topics.changedTo(settings.topicPrefix());
        maxBytes = settings.holdBytes();
    }

    String topicFilter() {
        return topics.filter();
    }

    @Override
    public void handleEvent(Event event) {
        outcomes.received();
        CompletableFuture<String> receipt = EventReader.receiptOf(event);
        Held held;
        try {
            held = reader.read(event, topics, maxBytes);
        } catch (RuntimeException e) { // the poster's own maps and lists may throw anything
            outcomes.refused(Refusal.UNREADABLE, event.getTopic(), receipt, () -> e);
            return;
        }
        Offer offer = hold.offer(held);
        if (offer != Offer.TAKEN) {
            outcomes.refused(Refusal.NO_ROOM, event.getTopic(), receipt, () -> refusal(offer));
        }
    }

    private RuntimeException refusal(Offer offer) {
        return switch (offer) {
            case TOO_LARGE -> new IllegalArgumentException("it is larger than the hold (hold.bytes)");
            case CLOSED -> new IllegalStateException("the bridge is stopping");
            default -> new RejectedExecutionException("too many events are held already (" + hold + ")");
        };
    }
}
