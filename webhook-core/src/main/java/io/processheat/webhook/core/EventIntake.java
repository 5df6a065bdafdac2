package io.processheat.webhook.core;

import io.processheat.webhook.WebhookEvent;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.spi.EventContent;
import io.processheat.webhook.spi.EventTerms;
import io.processheat.webhook.spi.NewEvent;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Checks published events and makes of them what is stored: canonical payload, hash, deliveries. */
final class EventIntake {

    private static final Pattern EVENT_ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    /** ISO 8601 writes these with four digits of a year. */
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

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
        long time = event.time().map(EventIntake::checkedTime).orElseGet(clock::getAsLong);
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
                EventTerms.NONE,
                false);
    }

    private static String checkedId(String id) {
        if (!EVENT_ID.matcher(id).matches()) {
            throw new WebhookException(Reason.INVALID, "event_id", "event_id must match " + EVENT_ID);
        }
        return id;
    }

    private static long checkedTime(Instant time) {
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new WebhookException(Reason.INVALID, "time", "the time " + time + " is not within the years 0 to 9999");
        }
        return time.toEpochMilli();
    }
}
