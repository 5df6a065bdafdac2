package io.processheat.webhook.spi;

import io.processheat.webhook.Backup;
import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryHistory;
import io.processheat.webhook.DeliveryQuery;
import io.processheat.webhook.Page;
import io.processheat.webhook.Redelivery;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Webhooks, events, deliveries and attempts, durable, for one node or several.
 *
 * <p><b>Ownership.</b> A node (one running dispatcher) owns webhooks, not single deliveries: order, limits and health
 * then need no locks between nodes. {@link #claim} gives a lease with an epoch that grows with every change of owner;
 * {@link #record} refuses outcomes of an older epoch, and of a webhook that was given back. The epoch is the fence, not
 * the clock: a lease that ran out can be claimed by others, which raises the epoch; until then its holder's outcomes
 * count.
 *
 * <p><b>Order of effects.</b> {@link #append}, {@link #record}, {@link #loadDue} and the changes of webhooks take effect
 * in the order called by a thread, and their results (completions, {@link Claimant#claimed},
 * {@link StoreListener#webhooksChanged}) are handed out in the order of their effects. So a due page never holds a
 * delivery whose outcome was recorded before the page was asked for.
 *
 * <p><b>Durability.</b> Every completion follows the fsync of what it reports.
 *
 * <p><b>Threading.</b> Safe from any thread. Stages, claimants and listeners are called on the store's thread: hand over
 * and return. Methods without a stage block on a read.
 *
 * <p><b>Errors.</b> {@link io.processheat.webhook.WebhookException} with {@code FULL} (nothing more can be stored) or
 * {@code UNAVAILABLE} (closing, or an I/O error).
 *
 * <p>Times are milliseconds since the epoch on {@link #now() the store's clock}.
 */
@ProviderType
public interface WebhookStore {

    /** The store's clock, the same for all nodes. */
    long now();

    // ---- webhooks

    /** Adds a webhook; its {@code id} is the caller's, its {@code version} the store's. */
    CompletionStage<StoredWebhook> insertWebhook(StoredWebhook webhook);

    /**
     * Applies a change. Deactivating ends what is unfinished FAILED with {@code DEACTIVATED}; activating resets the
     * health.
     *
     * @return empty where there is no such webhook, or it was unregistered
     */
    CompletionStage<Optional<StoredWebhook>> updateWebhook(UUID webhookId, WebhookChange change);

    /** Unregisters: ends what is unfinished FAILED with {@code UNREGISTERED}, keeps the history. False: no such webhook. */
    CompletionStage<Boolean> deleteWebhook(UUID webhookId);

    /** A webhook, unregistered ones too. */
    Optional<StoredWebhook> webhook(UUID webhookId);

    /** Webhooks that are registered, in order of registration, after the cursor (null: from the first). */
    Page<StoredWebhook> webhooks(String cursor, int limit);

    /** All webhooks (unregistered ones too) whose version is above this one, by version. 0 gives all. */
    List<StoredWebhook> changesSince(long version);

    /** Tells the listener of every later change of a webhook until the subscription is closed. */
    Subscription subscribe(StoreListener listener);

    // ---- publishing

    /**
     * Stores events with their deliveries, in one transaction with whatever else is waiting.
     *
     * <p>Deliveries to webhooks that are inactive or gone by now are left out and named in the result. Rows are born
     * claimed: where the claimant's node owns the webhook, or nobody does (it then becomes the owner), they are handed
     * to {@link Claimant#claimed} after the commit, once for all appends of that commit; otherwise they wait for
     * {@link #loadDue}.
     *
     * @param claimant null where no dispatcher runs
     * @return one result per event, in order; a refused event leaves its neighbours untouched
     */
    CompletionStage<List<AppendResult>> append(List<NewEvent> batch, Claimant claimant);

    /**
     * Makes the deliveries that a webhook missed, of at most {@code limit} events: see
     * {@link io.processheat.webhook.WebhookSubscriberManager#recoverWebhook}. Those that ended {@code DEACTIVATED} are
     * repeated as replays. Handed to nobody: {@link StoreListener#deliveriesAvailable}.
     *
     * @param until exclusive; {@code Long.MAX_VALUE}: no end
     * @param cursor null: from the first
     * @param ids makes ids of deliveries; called on the store's thread
     * @return empty where there is no such webhook; it fails with {@code CONFLICT} where that is inactive
     */
    CompletionStage<Optional<Redelivery>> recover(
            UUID webhookId, long since, long until, String cursor, int limit, Supplier<UUID> ids);

    /** Replays what ended FAILED and was not replayed before, looking at no more than {@code limit} deliveries; as {@link #recover}. */
    CompletionStage<Optional<Redelivery>> replayFailed(
            UUID webhookId, long since, long until, String cursor, int limit, Supplier<UUID> ids);

    /**
     * Replays a finished delivery; as {@link #recover}.
     *
     * @return the new delivery; empty where there is none of this id. It fails with {@code CONFLICT} where that is not
     *     finished, or its webhook inactive or unregistered
     */
    CompletionStage<Optional<Delivery>> replay(UUID deliveryId, UUID replayId);

    // ---- ownership

    /**
     * Takes webhooks that nobody owns or whose lease ran out.
     *
     * @param webhooks which ones; empty for any
     * @param limit how many at the most
     * @return the leases taken now, in no order; webhooks the node owned already are not among them
     */
    CompletionStage<List<Lease>> claim(String node, Collection<UUID> webhooks, int limit, Duration lease);

    /** Extends all leases of the node; returns those it still holds. */
    CompletionStage<List<Lease>> renew(String node, Duration lease);

    /** Gives webhooks back (empty: all of the node's). */
    CompletionStage<Void> release(String node, Collection<UUID> webhooks);

    // ---- delivering

    /**
     * Unfinished deliveries of an owned webhook that are due and whose turn it is within their ordering keys: tests, then
     * the highest priority first, within a priority the longest due first. Of a webhook that is inactive or paused: tests
     * only.
     *
     * @param dueUntil up to and including this time
     * @param limit how many at the most; fewer may come where {@code maxBytes} of payload are reached (but at least one)
     */
    CompletionStage<DuePage> loadDue(Lease lease, long dueUntil, int limit, long maxBytes);

    /**
     * Records attempts and what follows from them. For each outcome, compare-and-set: the lease's epoch is
     * current and the webhook was not given back (whether the lease ran out does not matter), the delivery is
     * unfinished and has {@code attempt - 1} attempts (without an attempt: as many as it was claimed with). Where the delivery was ended by others
     * (deactivated, unregistered, superseded, expired, shed) while the attempt was in flight, the attempt is kept, and a SENT
     * one makes the delivery SENT.
     *
     * <p>Order: of the deliveries of one webhook and ordering key, the oldest unfinished one holds the key; the others wait,
     * PENDING, and are neither handed out nor loaded. What ends the holder, or an outcome of it that does not hold the key
     * any more, gives the turn to the next: {@link RecordResult#successor()}. A SENT outcome raises
     * {@link KeyOrder#toldThrough} to its number.
     *
     * <p>Health is a delta, in the same transaction: a FAILED outcome that counts adds one to the webhook's consecutive
     * failures, a SENT one resets them; at {@code unhealthyAfter}, or with {@code GONE}, the webhook becomes unhealthy
     * and inactive and what is unfinished ends FAILED with {@code DEACTIVATED}.
     */
    CompletionStage<List<RecordResult>> record(List<Outcome> outcomes, int unhealthyAfter);

    // ---- reading

    /** Deliveries of a webhook, newest first, empty where the webhook is unknown. */
    Optional<Page<Delivery>> deliveries(UUID webhookId, DeliveryQuery query);

    Optional<DeliveryHistory> delivery(UUID deliveryId);

    // ---- operating

    /** Copies all that is stored while the store works. */
    CompletionStage<Backup> backUp();

    /** Why new events are refused just now, in words; empty where they are taken. Cheap, from any thread. */
    Optional<String> problem();

    /**
     * What an operator should know though events are taken, in words; empty where there is nothing. Cheap, from any thread.
     */
    default Optional<String> warning() {
        return Optional.empty();
    }

    /** Ends a subscription; closing twice is harmless. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
