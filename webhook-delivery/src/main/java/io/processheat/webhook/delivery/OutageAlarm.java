package io.processheat.webhook.delivery;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log of each outage and its end, and whoever listens just now. */
final class OutageAlarm implements OutageListener {

    private static final Logger LOG = LoggerFactory.getLogger(OutageAlarm.class);

    private final Supplier<OutageListener> listener;

    /** @param listener gives null where nobody listens */
    OutageAlarm(Supplier<OutageListener> listener) {
        this.listener = listener;
    }

    @Override
    public void changed(OutageNews news) {
        if (news.suspended()) {
            LOG.warn("The line to the zone {} is down: {}. Its deliveries wait, and no attempts of theirs are used up",
                    news.zone(), news.reason());
        } else {
            LOG.info("The line to the zone {} is back after {} s: its deliveries go on, a few at a time at first",
                    news.zone(), news.suspendedMillis() / 1_000);
        }
        OutageListener listening = listener.get();
        if (listening != null) {
            tell(listening, news);
        }
    }

    /** The listener is another bundle's, which may be stopping: its failure is none of the lane's. */
    private static void tell(OutageListener listening, OutageNews news) {
        try {
            listening.changed(news);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Nobody could be told of the zone {}", news.zone(), e);
        }
    }
}
