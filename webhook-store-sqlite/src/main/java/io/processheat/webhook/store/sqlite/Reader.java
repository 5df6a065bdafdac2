package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryHistory;
import io.processheat.webhook.DeliveryQuery;
import io.processheat.webhook.Page;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.spi.StoredWebhook;
import io.processheat.webhook.store.sqlite.ReadPool.Query;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what the store is asked without writing. */
final class Reader {

    private static final Logger LOG = LoggerFactory.getLogger(Reader.class);
    static final long PATIENCE_MS = 5_000;

    private final ReadPool pool;
    private final Supplier<CompletableFuture<Void>> settling;

    /** @param settling completes once the database has what was acknowledged before */
    Reader(ReadPool pool, Supplier<CompletableFuture<Void>> settling) {
        this.pool = pool;
        this.settling = settling;
    }

    /** Where the disk does not let the database have all, what it has is better than nothing. */
    private <T> T read(Query<T> query) {
        try {
            settling.get().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("Reading without what is only in the journal", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return pool.read(query);
    }

    Optional<StoredWebhook> webhook(UUID id) {
        return read(connection -> WebhookRows.byId(connection, id));
    }

    Page<StoredWebhook> webhooks(String cursor, int limit) {
        requirePositive(limit);
        long after = cursor == null ? 0 : Cursor.WEBHOOKS.decode(cursor);
        List<WebhookRows.Row> rows =
                read(connection -> WebhookRows.registeredAfter(connection, after, limit + 1L));
        Page<WebhookRows.Row> page = page(rows, limit, Cursor.WEBHOOKS, WebhookRows.Row::row);
        return new Page<>(page.items().stream().map(WebhookRows.Row::webhook).toList(), page.nextCursor());
    }

    List<StoredWebhook> changesSince(long version) {
        return read(connection -> WebhookRows.changedSince(connection, version));
    }

    Optional<Page<Delivery>> deliveries(UUID webhookId, DeliveryQuery query) {
        long before = query.cursor().map(Cursor.DELIVERIES::decode).orElse(Long.MAX_VALUE);
        return read(connection -> {
            OptionalLong webhook = Sql.number(
                    connection,
                    "SELECT webhook FROM webhooks WHERE tenant = 1 AND webhook_id = ?1",
                    Uuids.bytes(webhookId));
            if (webhook.isEmpty()) {
                return Optional.empty();
            }
            List<Delivery> rows = DeliveryRows.newestFirst(
                    connection, webhook.getAsLong(), query.status(), before, query.limit() + 1L);
            return Optional.of(page(rows, query.limit(), Cursor.DELIVERIES, Delivery::sequence));
        });
    }

    Optional<DeliveryHistory> delivery(UUID deliveryId) {
        return read(connection -> {
            Optional<Delivery> delivery = DeliveryRows.byId(connection, deliveryId);
            if (delivery.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    new DeliveryHistory(delivery.get(), AttemptRows.of(connection, delivery.get().sequence())));
        });
    }

    /** @param rows one more than the limit where there are more */
    private static <T> Page<T> page(List<T> rows, int limit, Cursor listing, ToLongFunction<T> position) {
        if (rows.size() <= limit) {
            return new Page<>(rows, Optional.empty());
        }
        List<T> items = rows.subList(0, limit);
        return new Page<>(items, Optional.of(listing.encode(position.applyAsLong(items.get(limit - 1)))));
    }

    private static void requirePositive(int limit) {
        if (limit < 1) {
            throw new WebhookException(Reason.INVALID, "limit", "limit must be at least 1, not " + limit);
        }
    }
}
