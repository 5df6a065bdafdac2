package io.processheat.benchmark.publisher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PayloadTest {

    @Test
    void isOneKibibyteAsReceived() {
        assertEquals(1024, Payload.json().length());
    }

    @Test
    void beginsWithTheTimeOfPublishing() {
        assertTrue(Payload.json().startsWith("{\"a_published_nanos\": "), Payload.json());
        assertEquals(42L, Payload.publishedAt(42).get("a_published_nanos"));
    }
}
