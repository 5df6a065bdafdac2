package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryHistory;
import io.processheat.webhook.DeliveryQuery;
import io.processheat.webhook.Page;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.spi.StoredWebhook;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.ToLongFunction;

/** Answers what the store is asked without writing. */
final class Reader {

    private final ReadPool pool;

    Reader(ReadPool pool) {
        this.pool = pool;
    }

    Optional<StoredWebhook> webhook(UUID id) {
        return pool.read(connection -> WebhookRows.byId(connection, id));
    }

    Page<StoredWebhook> webhooks(String cursor, int limit) {
        requirePositive(limit);
        long after = cursor == null ? 0 : Cursor.WEBHOOKS.decode(cursor);
        List<WebhookRows.Row> rows =
                pool.read(connection -> WebhookRows.registeredAfter(connection, after, limit + 1L));
        Page<WebhookRows.Row> page = page(rows, limit, Cursor.WEBHOOKS, WebhookRows.Row::row);
        return new Page<>(page.items().stream().map(WebhookRows.Row::webhook).toList(), page.nextCursor());
    }

    List<StoredWebhook> changesSince(long version) {
        return pool.read(connection -> WebhookRows.changedSince(connection, version));
    }

    Optional<Page<Delivery>> deliveries(UUID webhookId, DeliveryQuery query) {
        long before = query.cursor().map(Cursor.DELIVERIES::decode).orElse(Long.MAX_VALUE);
        return pool.read(connection -> {
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
        return pool.read(connection -> {
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
