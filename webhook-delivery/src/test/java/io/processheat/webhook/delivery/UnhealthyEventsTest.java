package io.processheat.webhook.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

class UnhealthyEventsTest {

    @Test
    void postsWhatPeopleNeedToKnow() {
        List<Event> posted = new ArrayList<>();
        UUID webhook = UUID.randomUUID();
        new UnhealthyEvents(new EventAdmin() {
            @Override
            public void postEvent(Event event) {
                posted.add(event);
            }

            @Override
            public void sendEvent(Event event) {
                throw new AssertionError("would block the lane");
            }
        }).becameUnhealthy(new UnhealthyWebhook(webhook, "https://a.example/hook", 5, "refused", 1_795_000_000_000L));

        Event event = posted.get(0);
        assertEquals("processheat-webhook/webhook/UNHEALTHY", event.getTopic());
        assertEquals(webhook.toString(), event.getProperty("webhook.id"));
        assertEquals("https://a.example/hook", event.getProperty("webhook.url"));
        assertEquals(5, event.getProperty("consecutive.failures"));
        assertEquals("refused", event.getProperty("reason"));
        assertEquals(1_795_000_000_000L, event.getProperty("timestamp"));
    }
}
