package io.processheat.webhook.core;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.spi.Dispatcher;
import java.util.concurrent.atomic.AtomicReference;

/** The dispatcher that runs now, if one does. */
final class CurrentDispatcher {

    private final AtomicReference<Dispatcher> current = new AtomicReference<>();

    void arrived(Dispatcher dispatcher) {
        current.set(dispatcher);
        // Deliveries may have been stored while there was none.
        dispatcher.wake();
    }

    void left(Dispatcher dispatcher) {
        current.compareAndSet(dispatcher, null);
    }

    Dispatcher orNull() {
        return current.get();
    }

    Dispatcher required() {
        Dispatcher dispatcher = current.get();
        if (dispatcher == null) {
            throw new WebhookException(Reason.UNAVAILABLE, "no dispatcher is running; try again in a moment");
        }
        return dispatcher;
    }

    /** Wakes a dispatcher that arrived while something was stored on another's behalf, or on nobody's. */
    void wakeUnless(Dispatcher claimant) {
        Dispatcher dispatcher = current.get();
        if (dispatcher != null && dispatcher != claimant) {
            dispatcher.wake();
        }
    }
}
