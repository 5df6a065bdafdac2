package io.processheat.webhook;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The service everybody calls: manages webhooks, takes events, answers for deliveries.
 *
 * <p><b>Threading:</b> safe from any thread. Methods that return a plain value block, for a store commit at the most;
 * those that return a {@link CompletionStage} never block. Stages complete on a thread of the manager's own, never on one
 * of the store or the dispatcher: what is chained to them may call the manager and wait. These threads are few: go on with
 * {@code thenApplyAsync} when what follows takes long.
 *
 * <p><b>Durability:</b> what a method answered is on disk (fsynced) before it answers.
 *
 * <p><b>Errors:</b> {@link WebhookException} with a {@linkplain WebhookException#reason() reason}, thrown, or carried by
 * the stage. A refused call changed nothing.
 *
 * <p><b>Ids</b> are UUIDv7 in text form. A malformed id is one that does not exist.
 */
@ProviderType
public interface WebhookSubscriberManager {

    /** The event types that can be subscribed to and triggered: the eight built in, and the configured ones, sorted. */
    Set<String> eventTypes();

    /**
     * Registers a receiver; events committed after the return reach it.
     *
     * @return the webhook, with the secret if one was made here, which is not shown again
     * @throws WebhookException {@code UNSUPPORTED_EVENT_TYPE}, {@code INVALID} naming the field, {@code UNAVAILABLE}
     */
    RegisteredWebhook registerWebhook(WebhookRegistration registration);

    /**
     * Ends a webhook: what is unfinished ends FAILED with reason {@code unregistered}, without a request; the history
     * of its deliveries stays readable.
     *
     * @return false when there is no such webhook
     */
    boolean unregisterWebhook(String webhookId);

    /** All webhooks, oldest first. */
    List<Webhook> listWebhooks();

    /**
     * A page of webhooks, oldest first.
     *
     * @param cursor {@link Page#nextCursor()} of the page before, null for the first
     * @param limit 1 to 500
     */
    Page<Webhook> listWebhooks(String cursor, int limit);

    /** The webhook, empty when there is none of this id (any more). */
    Optional<Webhook> getWebhook(String webhookId);

    /**
     * Changes what the update names and keeps the rest. Setting {@code active} to true resets the health.
     *
     * @throws WebhookException {@code NOT_FOUND}, and as {@link #registerWebhook}
     */
    RegisteredWebhook updateWebhook(String webhookId, WebhookUpdate update);

    /**
     * Holds a webhook's deliveries: from now on none is started, and events are kept for it as PENDING deliveries. Pausing a
     * paused webhook changes nothing. A paused webhook may be inactive, too; then it gets nothing.
     *
     * @throws WebhookException {@code NOT_FOUND}, {@code UNAVAILABLE}
     */
    Webhook pauseWebhook(String webhookId);

    /** Ends a pause: what was kept goes out in order. Errors as with {@link #pauseWebhook}. */
    Webhook resumeWebhook(String webhookId);

    /**
     * Makes the deliveries that an active webhook missed while it was inactive: for each stored event of the types it is
     * subscribed to now, one where there was none, and one more where it ended FAILED with {@code deactivated}. In the
     * order of the events; what was made before is not made again.
     *
     * @param since events stored at or after this time
     * @param until events stored before this time; null for all
     * @param cursor {@link Redelivery#nextCursor()} of the call before, null for the first
     * @throws WebhookException in the stage: {@code NOT_FOUND}, {@code CONFLICT} where the webhook is inactive,
     *     {@code INVALID}, {@code FULL}, {@code UNAVAILABLE}
     */
    CompletionStage<Redelivery> recoverWebhook(String webhookId, Instant since, Instant until, String cursor);

    /**
     * Replays the deliveries of an active webhook that ended FAILED, but for those that were replayed before. Oldest first.
     *
     * @param since deliveries created at or after this time; parameters and errors as with {@link #recoverWebhook}
     */
    CompletionStage<Redelivery> retryFailed(String webhookId, Instant since, Instant until, String cursor);

    /**
     * Replays a finished delivery: a new delivery of the same event to the same webhook, which {@linkplain
     * Delivery#replayOf() names} the one it repeats and takes the same way as any other.
     *
     * @return a stage with the new delivery
     * @throws WebhookException in the stage: {@code NOT_FOUND}, {@code CONFLICT} where it is not finished or its webhook is
     *     inactive or unregistered, {@code FULL}, {@code UNAVAILABLE}
     */
    CompletionStage<Delivery> retryDelivery(String deliveryId);

    /**
     * Copies the store while it works.
     *
     * @return a stage with the copy, completed when it is on disk
     * @throws WebhookException in the stage: {@code FULL}, {@code UNAVAILABLE}
     */
    CompletionStage<Backup> backUp();

    /**
     * What keeps events from being taken or delivered just now, in words for an operator; empty when nothing on our side
     * does. Cheap to ask.
     */
    List<String> problems();

    /**
     * What an operator should look at though nothing is wrong here: deliveries that were given up because the store was
     * full, or that wait because a line is down, for instance. Cheap to ask.
     */
    default List<String> warnings() {
        return List.of();
    }

    /**
     * Publishes one event to its subscribers and blocks until it and its deliveries are on disk.
     *
     * @param payload what a JSON object can hold: strings, finite numbers, booleans, null, maps, collections, arrays
     * @throws WebhookException {@code UNSUPPORTED_EVENT_TYPE}, {@code INVALID}, {@code TOO_LARGE}, {@code UNAVAILABLE}
     */
    default PublishReceipt.Accepted triggerWebhook(String eventType, Map<String, ?> payload) {
        return triggerWebhook(WebhookEvent.of(eventType, payload));
    }

    /**
     * As {@link #triggerWebhook(String, Map)}, but to these webhooks, subscribed to the type or not.
     *
     * @throws WebhookException also {@code INVALID} for an unknown id; an inactive webhook is skipped and named
     */
    default PublishReceipt.Accepted triggerWebhook(String eventType, Map<String, ?> payload, Collection<String> webhookIds) {
        return triggerWebhook(WebhookEvent.of(eventType, payload).to(webhookIds));
    }

    /** Publishes one event with all that it may carry; blocks as {@link #triggerWebhook(String, Map)} does. */
    PublishReceipt.Accepted triggerWebhook(WebhookEvent event);

    /**
     * Publishes events without blocking. Payloads are read before this method returns.
     *
     * @return a stage with one receipt per event, in the order given, completed when all that were accepted are on
     *     disk. A refused event does not touch its neighbours. The stage itself fails only where none could be stored.
     */
    CompletionStage<List<PublishReceipt>> publish(List<WebhookEvent> events);

    /**
     * Sends a test event to one webhook, active or not: one attempt, ahead of the queue, without counting for health.
     *
     * @return a stage with the outcome of that attempt, completed after at most the delivery timeout
     * @throws WebhookException in the stage: {@code NOT_FOUND}, {@code UNAVAILABLE}
     */
    CompletionStage<Delivery> testWebhook(String webhookId);

    /**
     * Deliveries of a webhook, newest first in the store's order; an ended webhook's history stays readable.
     *
     * @throws WebhookException {@code NOT_FOUND} for an unknown webhook, {@code INVALID} for a limit or cursor
     */
    Page<Delivery> listDeliveries(String webhookId, DeliveryQuery query);

    /** One delivery with its attempts, oldest first. */
    Optional<DeliveryHistory> getDelivery(String deliveryId);

    /**
     * Whether the bytes were signed with the secret (constant-time comparison).
     *
     * @param signature {@code sha256=<hex>} or bare hex; null or malformed is false
     */
    boolean verifySignature(byte[] payload, String signature, String secret);

    /** As {@link #verifySignature(byte[], String, String)}, for a JSON text as received or, failing that, its canonical form. */
    boolean verifySignature(String payload, String signature, String secret);

    /** As {@link #verifySignature(byte[], String, String)}, for the canonical form of a parsed payload. */
    boolean verifySignature(Map<String, ?> payload, String signature, String secret);
}
