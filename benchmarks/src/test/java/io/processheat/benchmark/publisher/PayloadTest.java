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

    @Test
    void ordersAndMeasurementsSurviveTheWayBetweenTheProcesses() {
        Order order = new Order(8080, "/latency", 10, 2.5, 1_000.5, 500);
        assertEquals(order, Order.parse(order.line()));
        Measurement measurement = new Measurement(12, 0.25);
        assertEquals(measurement, Measurement.parse(measurement.line()));
    }
}
