package io.processheat.webhook.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

class OutageEventsTest {

    private final List<Event> posted = new ArrayList<>();
    private final OutageEvents events = new OutageEvents(new EventAdmin() {
        @Override
        public void postEvent(Event event) {
            posted.add(event);
        }

        @Override
        public void sendEvent(Event event) {
            throw new AssertionError("would block the lane");
        }
    });

    @Test
    void postsTheBeginningAndTheEnd() {
        events.changed(OutageNews.suspended("10.20.0.0/16", "no answer at all from 10.20.0.1:80"));
        events.changed(OutageNews.resumed("10.20.0.0/16", "no answer at all from 10.20.0.1:80", 61_000));

        assertEquals("processheat-webhook/zone/SUSPENDED", posted.get(0).getTopic());
        assertEquals("10.20.0.0/16", posted.get(0).getProperty("zone"));
        assertEquals("no answer at all from 10.20.0.1:80", posted.get(0).getProperty("reason"));
        assertEquals("processheat-webhook/zone/RESUMED", posted.get(1).getTopic());
        assertEquals(61_000L, posted.get(1).getProperty("suspended.ms"));
    }

    @Test
    void aListenerThatFailsIsNobodyElsesBusiness() {
        new OutageAlarm(() -> news -> {
            throw new IllegalStateException("stopping");
        }).changed(OutageNews.suspended("public", "no answer"));
        new OutageAlarm(() -> null).changed(OutageNews.suspended("public", "no answer"));
    }
}
