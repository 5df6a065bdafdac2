package io.processheat.webhook.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.processheat.webhook.container.RestClient.Answer;
import org.junit.Test;

/** The REST API over the real HTTP service, the real store and the real dispatcher. */
public class RestIT extends InContainer {

    @Test
    public void onlyHealthAnswersWithoutAToken() {
        assertEquals(401, rest.getWithoutToken("/webhooks").status());
        Answer health = rest.getWithoutToken("/health");
        assertEquals(200, health.status());
        assertEquals("{\"manager\":\"up\",\"store\":\"up\",\"dispatcher\":\"up\"}", health.body().get("checks").toString());
    }

    @Test
    public void aWebhookIsListedWithoutItsSecret() {
        JsonNode webhooks = rest.get("/webhooks").body();
        assertEquals(1, webhooks.size());
        assertEquals(webhook, webhooks.get(0).get("webhook_id").asText());
        assertEquals(receiver.url(), webhooks.get(0).get("url").asText());
        assertTrue(webhooks.get(0).get("is_active").asBoolean());
        assertFalse(webhooks.toString(), webhooks.toString().contains(SECRET));
    }

    @Test
    public void aPublishedEventIsDeliveredAndItsDeliveryTold() throws Exception {
        ObjectNode event = RestClient.object().put("event_type", ALARM);
        event.putObject("payload").put("b", 1).put("a", "x");
        Answer published = rest.post("/events", event);
        assertEquals(202, published.status());
        Received request = receiver.next();
        request.assertSignedWith(SECRET);
        assertEquals("{\"a\": \"x\", \"b\": 1}", request.text());
        assertEquals(published.body().get("event_id").asText(), request.eventId());

        String delivery = published.body().get("delivery_ids").get(0).asText();
        assertEquals(delivery, request.header("X-Webhook-ID"));
        Await.until("sent", () -> "sent".equals(rest.get("/deliveries/" + delivery).body().get("status").asText()));
        JsonNode history = rest.get("/deliveries/" + delivery).body();
        assertEquals(1, history.get("attempts").size());
        assertEquals(200, history.get("attempts").get(0).get("http_status").asInt());
        JsonNode listed = rest.get("/webhooks/" + webhook + "/deliveries").body().get("deliveries");
        assertEquals(1, listed.size());
        assertEquals(delivery, listed.get(0).get("delivery_id").asText());
    }

    @Test
    public void aTestDeliveryAnswersWithItsOutcome() throws Exception {
        Answer tested = rest.post("/webhooks/" + webhook + "/test");
        assertEquals(200, tested.status());
        assertEquals("sent", tested.body().get("status").asText());
        assertEquals(200, tested.body().get("http_status").asInt());
        Received request = receiver.next();
        request.assertSignedWith(SECRET);
        assertEquals("test", request.header("X-Event-Type"));
        assertEquals(tested.body().get("delivery_id").asText(), request.header("X-Webhook-ID"));
    }

    @Test
    public void aSecretMadeHereSigns() throws Exception {
        try (Receiver other = new Receiver()) {
            JsonNode registered = rest.register(other.url(), null, ALARM);
            rest.post("/webhooks/" + registered.get("webhook_id").asText() + "/test");
            other.next().assertSignedWith(registered.get("secret").asText());
            assertEquals(200, rest.delete("/webhooks/" + registered.get("webhook_id").asText()).status());
        }
    }
}
