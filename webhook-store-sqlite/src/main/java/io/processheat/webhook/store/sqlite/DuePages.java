package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.DuePage;
import io.processheat.webhook.spi.EventContent;
import io.processheat.webhook.spi.Lease;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Pages of what is due for a webhook, with the payloads. */
final class DuePages {

    private static final DuePage NOTHING = new DuePage(List.of(), true, OptionalLong.empty());

    private final Transaction transaction;
    private final Tables tables;

    DuePages(Transaction transaction) {
        this.transaction = transaction;
        this.tables = transaction.tables();
    }

    /** A lease that ran out still reads: its node may yet renew it. One that another took finds nothing. */
    DuePage load(Lease lease, long until, int limit, long maxBytes) throws SQLException {
        transaction.handOver().otherwiseHandedOut();
        WebhookState webhook = tables.states().registered(lease.webhookId());
        if (webhook == null || !webhook.isHeldUnder(lease)) {
            return NOTHING;
        }
        List<DueRow> due = tables.due().due(webhook, until, limit + 1L);
        List<ClaimedDelivery> page = withPayloads(lease, due, limit, maxBytes);
        boolean complete = page.size() == due.size();
        return new DuePage(page, complete, complete ? tables.due().next(webhook, until) : OptionalLong.empty());
    }

    private List<ClaimedDelivery> withPayloads(Lease lease, List<DueRow> due, int limit, long maxBytes)
            throws SQLException {
        List<ClaimedDelivery> page = new ArrayList<>(Math.min(due.size(), limit));
        long bytes = 0;
        for (DueRow row : due) {
            if (page.size() == limit) {
                break;
            }
            EventContent event = tables.events().content(row.event());
            bytes += event.payload().length;
            if (bytes > maxBytes && !page.isEmpty()) {
                break;
            }
            page.add(row.claimed(lease, event, tables.keys(), 0));
        }
        return page;
    }
}
