package io.processheat.webhook.bridge.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.bridge.PostedEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.osgi.service.event.Event;

class EventReaderTest {

    private static final Instant NOW = Instant.parse("2026-11-23T21:05:00.123Z");
    private static final Topics TOPICS = new Topics("processheat");

    private final EventReader reader = new EventReader(new UnknownTypes(), InstantSource.fixed(NOW));

    @Test
    void readsTopicTypeAndProperties() {
        PostedEvent event = read(Map.of("value", 451.5, "message", "too hot"));

        assertEquals("processheat/alarm/triggered", event.topic());
        assertEquals("alarm.triggered", event.type());
        assertEquals(Map.of("value", 451.5, "message", "too hot"), event.properties());
        assertEquals(NOW.toEpochMilli(), event.time());
    }

    @Test
    void theFrameworksOwnKeysStayOutAndThoseOfThePlantGetThrough() {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "event.filter", "f", "service.id", 7L, "service.pid", "p", "service.objectClass", new String[] {"c"},
                "bundle.id", 3L, "bundle.symbolicName", "b", "bundle.signer", "s", "event.id", "e1"));
        properties.put("webhook.receipt", new CompletableFuture<String>());
        Map<String, Object> plant = Map.of("event.severity", "high", "service.hours", 1200, "service", "steam",
                "bundle", "of pipes", "exception.message", "no flow");
        properties.putAll(plant);

        assertEquals(plant, read(properties).properties());
        assertEquals(Map.of(), read(Map.of("event", new Event("other/topic", Map.of()))).properties());
    }

    @Test
    void aGivenIdIsKeptAsItIs() {
        UUID uuid = UUID.randomUUID();

        assertEquals("batch-7", read(Map.of("event.id", "batch-7")).id());
        assertEquals(uuid.toString(), read(Map.of("event.id", uuid)).id());
    }

    @Test
    void withoutAnIdItGetsANewUuidOfVersion7() {
        String one = read(Map.of()).id();
        String other = read(Map.of()).id();

        assertEquals(7, UUID.fromString(one).version());
        assertNotEquals(one, other);
    }

    @Test
    void theTimestampIsTheTime() {
        for (Object timestamp : List.of(1_700_000_000_123L, Instant.ofEpochMilli(1_700_000_000_123L), new Date(1_700_000_000_123L))) {
            PostedEvent event = read(Map.of("timestamp", timestamp));

            assertEquals(1_700_000_000_123L, event.time());
            assertEquals(Map.of(), event.properties());
        }
    }

    @Test
    void aTimestampThatIsNoTimeIsAPropertyLikeOthers() {
        PostedEvent event = read(Map.of("timestamp", "yesterday"));

        assertEquals(NOW.toEpochMilli(), event.time());
        assertEquals(Map.of("timestamp", "yesterday"), event.properties());
    }

    @Test
    void theReceiptIsKeptBesideIt() {
        CompletableFuture<String> receipt = new CompletableFuture<>();

        assertSame(receipt, held(Map.of("webhook.receipt", receipt)).receipt());
        assertNull(held(Map.of("webhook.receipt", "no future")).receipt());
    }

    @Test
    void whatCannotBeCopiedIsRefusedNamingTheProperty() {
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);

        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> read(Map.of("readings", cycle)));

        assertTrue(refusal.getMessage().contains("readings"), refusal.getMessage());
    }

    @Test
    void aLargerEventHasMoreBytes() {
        assertTrue(held(Map.of("a", "x".repeat(5_000))).bytes() > held(Map.of()).bytes() + 5_000);
    }

    private PostedEvent read(Map<String, ?> properties) {
        return held(properties).event();
    }

    private Held held(Map<String, ?> properties) {
        return reader.read(new Event("processheat/alarm/triggered", properties), TOPICS, 1 << 20);
    }
}
