package io.processheat.webhook.http;

import io.processheat.webhook.Attempt;
import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.FailureReason;
import io.processheat.webhook.HealthStatus;
import io.processheat.webhook.Priority;
import io.processheat.webhook.PublishReceipt;
import io.processheat.webhook.Webhook;
import io.processheat.webhook.WebhookStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Records as the manager would answer them. */
final class Samples {

    static final String WEBHOOK_ID = "019aa000-0000-7000-8000-000000000001";
    static final String DELIVERY_ID = "019aa000-0000-7000-8000-00000000000d";
    static final String EVENT_ID = "019aa000-0000-7000-8000-00000000000e";
    static final Instant TIME = Instant.parse("2026-11-23T21:05:00.120Z");

    private Samples() {}

    static Webhook webhook() {
        return new Webhook(
                WEBHOOK_ID,
                "https://example.com/hook",
                new TreeSet<>(List.of("calculation.completed", "alarm.triggered")),
                Map.of("plant", "München"),
                DeliveryOptions.DEFAULT,
                true,
                false,
                HealthStatus.HEALTHY,
                0,
                Optional.empty(),
                TIME);
    }

    static Delivery sent() {
        return new Delivery(
                DELIVERY_ID, 7, WEBHOOK_ID, EVENT_ID, "alarm.triggered", WebhookStatus.SENT, Optional.empty(), 2,
                Optional.of(200), Optional.empty(), TIME, Optional.of(TIME.plusSeconds(3)), Optional.empty(),
                Priority.HIGH, Optional.of("A-17"), Optional.of(4L), Optional.of(TIME.plusSeconds(60)), Optional.of(EVENT_ID), "ab12");
    }

    static Delivery failed() {
        return new Delivery(
                DELIVERY_ID, 7, WEBHOOK_ID, EVENT_ID, "test", WebhookStatus.FAILED, Optional.of(FailureReason.EXHAUSTED), 1,
                Optional.of(500), Optional.of("HTTP 500"), TIME, Optional.empty(), Optional.empty(),
                Priority.LOW, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), "ab12");
    }

    static Attempt failedAttempt() {
        return new Attempt(1, TIME, Duration.ofMillis(41), Optional.empty(), Optional.of("connection refused"), "");
    }

    static PublishReceipt.Accepted accepted(String... deliveryIds) {
        return new PublishReceipt.Accepted(EVENT_ID, List.of(deliveryIds), List.of(), false);
    }
}
