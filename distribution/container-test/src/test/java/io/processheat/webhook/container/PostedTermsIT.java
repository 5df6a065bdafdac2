package io.processheat.webhook.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

/** What agents say on EventAdmin of how their events are to be delivered. */
public class PostedTermsIT extends InContainer {

    private static final String SEQUENCE = "X-Webhook-Sequence";

    @Test
    public void alarmsOfOneIdAreDeliveredOneAfterTheOther() throws Exception {
        receiver.hold();
        for (int number = 1; number <= 3; number++) {
            acknowledged(Map.of("alarm_id", "STACK-HIGH", "number", number));
        }
        acknowledged(Map.of("ordering.key", "another"));

        List<String> first = List.of(receiver.next().text(), receiver.next().text());
        assertEquals(List.of("{\"alarm_id\": \"STACK-HIGH\", \"number\": 1}", "{}"), first.stream().sorted().toList());
        assertTrue("the others wait for the first", receiver.hasNone());
        receiver.release();
        for (int number = 2; number <= 3; number++) {
            Received next = receiver.next();
            assertEquals("{\"alarm_id\": \"STACK-HIGH\", \"number\": " + number + "}", next.text());
            assertEquals(String.valueOf(number), next.header(SEQUENCE));
        }
    }

    @Test
    public void theTermsAreNoPartOfThePayloadAndAreShown() throws Exception {
        acknowledged(Map.of("ordering.key", "boiler-3", "expires.at", Instant.parse("2100-01-01T00:00:00Z"), "bar", 17));

        Received request = receiver.next();
        assertEquals("{\"bar\": 17}", request.text());
        assertEquals("1", request.header(SEQUENCE));
        JsonNode delivery = rest.get("/deliveries/" + request.header("X-Webhook-ID")).body();
        assertEquals("high", delivery.get("priority").asText());
        assertEquals("boiler-3", delivery.get("ordering_key").asText());
        assertEquals(1, delivery.get("key_sequence").asInt());
        assertEquals("2100-01-01T00:00:00.000Z", delivery.get("expires_at").asText());
    }

    @Test
    public void termsThatCannotBeUsedDoNotSwallowAnAlarm() throws Exception {
        String event = acknowledged(Map.of("ordering.key", List.of("no", "key"), "expires.at", "soon"));

        Received request = receiver.next();
        assertEquals(event, request.eventId());
        assertNull(request.header(SEQUENCE));
        Await.until("it is said", () -> log().contains("unusable properties of posted events were left out"));
    }

    private String acknowledged(Map<String, ?> properties) throws Exception {
        return postForReceipt(ALARM_TOPIC, properties).get(20, TimeUnit.SECONDS);
    }
}
