package io.processheat.webhook.core;

import io.processheat.webhook.PublishReceipt;
import io.processheat.webhook.WebhookEvent;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookSubscriberManager;
import io.processheat.webhook.bridge.EventSink;
import io.processheat.webhook.bridge.PostedEvent;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Where the bridge hands posted events to. The only class here that knows the bridge's package: it is loaded when the
 * bridge asks for the service, so a runtime without a bridge does without the package.
 */
@Component(service = EventSink.class)
public final class BridgeSink implements EventSink {

    private final PostedTerms terms = new PostedTerms(new IgnoredProperties(System::nanoTime));
    private final PostedEvents events;

    @Activate
    public BridgeSink(@Reference WebhookSubscriberManager manager) {
        events = new PostedEvents(DirectPublishing.of(manager), new ReplacedNumbers(System::nanoTime));
    }

    @Override
    public CompletionStage<String> accept(PostedEvent posted) {
        WebhookEvent event = PostedPayload.event(posted.type(), posted.properties())
                .withId(posted.id())
                .withTime(Instant.ofEpochMilli(posted.time()));
        return events.publish(terms.addTo(event, posted.properties())).thenApply(BridgeSink::eventId);
    }

    private static String eventId(PublishReceipt receipt) {
        if (receipt instanceof PublishReceipt.Accepted accepted) {
            return accepted.eventId();
        }
        WebhookException refusal = ((PublishReceipt.Refused) receipt).cause();
        throw switch (refusal.reason()) {
            case UNAVAILABLE, FULL -> refusal;
            default -> new IllegalArgumentException(refusal.reason() + ": " + refusal.getMessage(), refusal);
        };
    }
}
