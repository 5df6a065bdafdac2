package io.processheat.webhook.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.processheat.webhook.Attempt;
import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.FailureReason;
import io.processheat.webhook.HealthStatus;
import io.processheat.webhook.Priority;
import io.processheat.webhook.Webhook;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.NewEvent.NewDelivery;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/** Webhooks, events and outcomes as the manager and the dispatcher make them. */
public final class Samples {

    public static final String TYPE = "alarm.triggered";

    private Samples() {}

    public static StoredWebhook webhook(UUID id, long createdAt) {
        Webhook webhook = new Webhook(
                id.toString(),
                "https://receiver.example/" + id,
                new TreeSet<>(List.of(TYPE, "calculation.completed")),
                Map.of("site", "Linz", "line", 4),
                DeliveryOptions.DEFAULT,
                true,
                false,
                HealthStatus.HEALTHY,
                0,
                Optional.empty(),
                Instant.ofEpochMilli(createdAt));
        return new StoredWebhook(id, webhook, List.of(secret(1), secret(2)), false, 0);
    }

    public static SealedSecret secret(int number) {
        byte[] nonce = new byte[12];
        byte[] ciphertext = new byte[48];
        Arrays.fill(nonce, (byte) number);
        Arrays.fill(ciphertext, (byte) -number);
        return new SealedSecret("key-" + number, nonce, ciphertext, number == 1 ? Long.MAX_VALUE : 1_000_000L * number);
    }

    public static NewEvent event(UUID... webhooks) {
        return event(UUID.randomUUID().toString(), "{\"temperature\": 812}", webhooks);
    }

    public static NewEvent event(String id, String payload, UUID... webhooks) {
        return event(id, TYPE, payload, null, false, webhooks);
    }

    public static NewEvent testEvent(UUID webhook) {
        return event(UUID.randomUUID().toString(), "test", "{\"message\": \"test\"}", null, true, webhook);
    }

    public static NewEvent event(
            String id, String type, String payload, String targets, boolean test, UUID... webhooks) {
        EventContent content = new EventContent(id, type, 1_700_000_000_123L, payload.getBytes(UTF_8));
        List<NewDelivery> deliveries = Arrays.stream(webhooks)
                .map(webhook -> new NewDelivery(UUID.randomUUID(), webhook))
                .toList();
        return new NewEvent(content, true, provenance(content), targets, deliveries, EventTerms.NONE, test);
    }

    /** An event of the type under these terms. */
    public static NewEvent event(String type, EventTerms terms, UUID... webhooks) {
        NewEvent plain = event(UUID.randomUUID().toString(), type, "{\"temperature\": 812}", null, false, webhooks);
        return new NewEvent(
                plain.content(), true, plain.provenanceHash(), null, plain.deliveries(), terms, false);
    }

    /** An event with an ordering key. */
    public static NewEvent keyed(String key, UUID... webhooks) {
        return event(TYPE, new EventTerms(Priority.LOW, key, EventTerms.NEVER), webhooks);
    }

    public static byte[] provenance(EventContent content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((content.type() + ":").getBytes(UTF_8));
            return digest.digest(content.payload());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    public static Outcome sent(ClaimedDelivery delivery, long startedAt) {
        Attempt attempt = attempt(delivery, startedAt, Optional.of(200), Optional.empty(), "ok");
        return new Outcome(delivery, attempt, WebhookStatus.SENT, null, 0, !delivery.test(), true);
    }

    public static Outcome failed(ClaimedDelivery delivery, long startedAt) {
        return failed(delivery, startedAt, FailureReason.EXHAUSTED);
    }

    public static Outcome failed(ClaimedDelivery delivery, long startedAt, FailureReason reason) {
        Attempt attempt = attempt(delivery, startedAt, Optional.of(500), Optional.of("HTTP 500"), "broken");
        return new Outcome(delivery, attempt, WebhookStatus.FAILED, reason, 0, !delivery.test(), true);
    }

    public static Outcome retrying(ClaimedDelivery delivery, long startedAt, long nextDueAt) {
        Attempt attempt = attempt(delivery, startedAt, Optional.of(503), Optional.of("HTTP 503"), "later");
        return new Outcome(delivery, attempt, WebhookStatus.RETRYING, null, nextDueAt, true, true);
    }

    /** Retried so late that later deliveries of its key do not wait for it. */
    public static Outcome lettingGo(ClaimedDelivery delivery, long startedAt, long nextDueAt) {
        Outcome holding = retrying(delivery, startedAt, nextDueAt);
        return new Outcome(delivery, holding.attempt(), WebhookStatus.RETRYING, null, nextDueAt, true, false);
    }

    /** Ended without another attempt, past its deadline. */
    public static Outcome expired(ClaimedDelivery delivery) {
        return new Outcome(
                delivery, null, WebhookStatus.FAILED, FailureReason.EXPIRED, 0, delivery.attempts() > 0, true);
    }

    /** The same delivery after so many attempts, as a dispatcher keeps it for the next one. */
    public static ClaimedDelivery after(int attempts, ClaimedDelivery delivery) {
        return delivery.dueAgain(attempts, delivery.dueAt());
    }

    public static Attempt attempt(
            ClaimedDelivery delivery,
            long startedAt,
            Optional<Integer> httpStatus,
            Optional<String> error,
            String response) {
        return new Attempt(
                delivery.attempts() + 1,
                Instant.ofEpochMilli(startedAt),
                Duration.ofMillis(25),
                httpStatus,
                error,
                response);
    }
}
