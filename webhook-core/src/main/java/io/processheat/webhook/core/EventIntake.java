package io.processheat.webhook.core;

import io.processheat.webhook.WebhookEvent;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.spi.EventContent;
import io.processheat.webhook.spi.NewEvent;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Checks published events and makes of them what is stored: canonical payload, hash, deliveries. */
final class EventIntake {

    private static final Pattern EVENT_ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private final Supplier<Settings> settings;
    private final WebhookIndex index;
    private final Ids ids;
    private final LongSupplier clock;

    EventIntake(Supplier<Settings> settings, WebhookIndex index, Ids ids, LongSupplier clock) {
        this.settings = settings;
        this.index = index;
        this.ids = ids;
        this.clock = clock;
    }

    /** The event as it is to be stored, its payload read and its audience fixed. */
    NewEvent take(WebhookEvent event) {
        if (event == null) {
            throw new WebhookException(Reason.INVALID, "event", "the event is null");
        }
        Settings now = settings.get();
        now.eventTypes().check(event.type(), "event_type");
        String id = event.id().map(EventIntake::checkedId).orElseGet(() -> ids.next().toString());
        long publishedAt = clock.getAsLong();
        long time = event.time().map(given -> Times.checkedMillis(given, "event_time")).orElse(publishedAt);
        Audience audience = event.webhookIds()
                .map(named -> Audience.named(named, index))
                .orElseGet(() -> Audience.subscribers(event.type(), index));
        byte[] payload = now.payload().ofPayload(event).bytes();
        return new NewEvent(
                new EventContent(id, event.type(), time, payload),
                event.id().isPresent(),
                Provenance.hash(event.type(), payload),
                audience.named(),
                audience.deliveries(ids),
                EventTermsReader.read(event, payload, now.terms().of(event.type()), publishedAt),
                false);
    }

    private static String checkedId(String id) {
        if (!EVENT_ID.matcher(id).matches()) {
            throw new WebhookException(Reason.INVALID, "event_id", "event_id must match " + EVENT_ID);
        }
        return id;
    }
}
