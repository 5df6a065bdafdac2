package io.processheat.webhook.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** From EventAdmin to the receiver. */
public class EventDeliveryIT extends InContainer {

    private static final Instant HAPPENED = Instant.parse("2026-11-23T21:05:00.123Z");
    private static final String UNKNOWN_TOPIC = "processheat/boiler/exploded";

    @Test
    public void aPostedEventArrivesSignedWithAllItsHeaders() throws Exception {
        CompletableFuture<String> receipt = postForReceipt(ALARM_TOPIC,
                Map.of("sensor", "T-101 Öfen", "temperature", 851.5, "limit", 850, "timestamp", HAPPENED.toEpochMilli()));
        String eventId = receipt.get(20, TimeUnit.SECONDS);

        Received request = receiver.next();
        request.assertSignedWith(SECRET);
        assertEquals("{\"limit\": 850, \"sensor\": \"T-101 \\u00d6fen\", \"temperature\": 851.5}", request.text());
        assertEquals("POST", request.method());
        assertEquals("application/json", request.header("Content-Type"));
        assertEquals("ProcessHeat-Webhooks/1.0.0", request.header("User-Agent"));
        assertEquals(ALARM, request.header("X-Event-Type"));
        assertEquals("2026-11-23T21:05:00.123Z", request.header("X-Event-Time"));
        assertEquals("1", request.header("X-Webhook-Attempt"));
        assertEquals(eventId, request.header("webhook-id"));
        long age = Instant.now().getEpochSecond() - Long.parseLong(request.header("webhook-timestamp"));
        assertTrue("signed " + age + " s ago", age >= 0 && age <= 20);
        assertEquals(request.header("X-Webhook-ID"), onlyDelivery());
    }

    private String onlyDelivery() {
        var deliveries = rest.get("/webhooks/" + webhook + "/deliveries").body().get("deliveries");
        assertEquals(1, deliveries.size());
        return deliveries.get(0).get("delivery_id").asText();
    }

    @Test
    public void aGivenIdIsDeliveredOnce() throws Exception {
        assertEquals("blowdown-7", postForReceipt(ALARM_TOPIC, Map.of("event.id", "blowdown-7")).get(20, TimeUnit.SECONDS));
        assertEquals("blowdown-7", postForReceipt(ALARM_TOPIC, Map.of("event.id", "blowdown-7")).get(20, TimeUnit.SECONDS));
        String marker = postForReceipt(ALARM_TOPIC, Map.of()).get(20, TimeUnit.SECONDS);
        // Without an ordering key the two may overtake each other.
        assertEquals(Set.of("blowdown-7", marker), Set.of(receiver.next().eventId(), receiver.next().eventId()));
    }

    @Test
    public void theReadingOfADeadSensorArrivesAsNull() throws Exception {
        post(ALARM_TOPIC, Map.of("pressure", Double.NEGATIVE_INFINITY, "sensor", "P-3", "temperature", Double.NaN));
        Received request = receiver.next();
        request.assertSignedWith(SECRET);
        assertEquals("{\"pressure\": null, \"sensor\": \"P-3\", \"temperature\": null}", request.text());
    }

    @Test
    public void anUnknownTypeIsRefusedAndCounted() throws Exception {
        Bundle bridge = ours("bridge");
        bridge.stop();
        bridge.start(); // counts from zero
        CompletableFuture<String> receipt = postForReceipt(UNKNOWN_TOPIC, Map.of("boiler", 7));
        ExecutionException refusal = assertThrows(ExecutionException.class, () -> receipt.get(20, TimeUnit.SECONDS));
        assertEquals(IllegalArgumentException.class, refusal.getCause().getClass());

        String known = postForReceipt(ALARM_TOPIC, Map.of()).get(20, TimeUnit.SECONDS);
        assertEquals(known, receiver.next().eventId());
        assertTrue(log(), log().contains("Refused an event on " + UNKNOWN_TOPIC));
        bridge.stop();
        bridge.start();
        assertTrue(log(), log().contains("Events since the start: 2 received, 1 delivered, 1 refused"));
    }
}
