package io.processheat.webhook.bridge;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/** Where the bridge hands events to: a service that the manager registers. */
@ConsumerType
@FunctionalInterface
public interface EventSink {

    /**
     * Takes an event without blocking.
     *
     * @return completed with the event's id once it is on disk; failed with an {@link IllegalArgumentException} where
     *     the event can never be taken (it is then counted, logged and let go), with anything else where it may be taken
     *     later (the bridge keeps it and hands it over again: the event's id makes that harmless)
     */
    CompletionStage<String> accept(PostedEvent event);
}
