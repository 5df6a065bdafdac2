package io.processheat.webhook.core;

import io.processheat.webhook.WebhookEvent;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the properties of posted events that could not be used and says so. */
final class IgnoredProperties {

    private static final Logger LOG = LoggerFactory.getLogger(IgnoredProperties.class);

    private final OncePerMinute reports;

    IgnoredProperties(LongSupplier nanoTime) {
        reports = new OncePerMinute(nanoTime);
    }

    /** @return null, which is what stands in place of the property */
    <T> T add(String property, String form, WebhookEvent event) {
        reports.add(1, (sinceLast, inAll) -> LOG.warn(
                "{} unusable properties of posted events were left out ({} in all); last {} in {}, event {}:"
                        + " it must be {}",
                sinceLast, inAll, property, event.type(), Shown.of(event.id().orElse(null)), form));
        return null;
    }
}
