package io.processheat.webhook;

import java.time.Instant;
import java.util.Optional;

/**
 * One event for one webhook, as it stood when read.
 *
 * @param id sent as {@code X-Webhook-ID}, the same at each attempt
 * @param sequence position in the store's order, growing; listings follow it
 * @param reason present where {@code status} is FAILED
 * @param attempt attempts made so far
 * @param httpStatus of the last attempt that got an answer
 * @param errorMessage what went wrong at the last attempt, where it failed
 * @param sentAt when the 2xx came
 * @param nextAttemptAt when the next attempt is due, where {@code status} is PENDING or RETRYING
 * @param priority the class its event's type had when it was stored
 * @param orderingKey the event's, where it has one
 * @param keySequence its number among the deliveries of its webhook and ordering key, from 1, sent as
 *     {@code X-Webhook-Sequence}; present where the webhook is ordered and the event has a key. A replay has the original's
 * @param expiresAt from when on it is not sent any more
 * @param replayOf the delivery that it repeats
 * @param provenanceHash SHA-256 in hex of {@code <event type>:<canonical payload>}
 */
public record Delivery(
        String id,
        long sequence,
        String webhookId,
        String eventId,
        String eventType,
        WebhookStatus status,
        Optional<FailureReason> reason,
        int attempt,
        Optional<Integer> httpStatus,
        Optional<String> errorMessage,
        Instant createdAt,
        Optional<Instant> sentAt,
        Optional<Instant> nextAttemptAt,
        Priority priority,
        Optional<String> orderingKey,
        Optional<Long> keySequence,
        Optional<Instant> expiresAt,
        Optional<String> replayOf,
        String provenanceHash) {}
