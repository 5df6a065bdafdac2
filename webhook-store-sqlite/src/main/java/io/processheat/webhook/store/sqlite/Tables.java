package io.processheat.webhook.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;

/** What the writer works on: the prepared statements of its connection, and what it keeps in memory of the rows. */
record Tables(
        WebhookTable webhooks,
        WebhookStates states,
        NodeLeases leases,
        EventTable events,
        DeliveryTable deliveries,
        WaitingTable waiting,
        OrderKeys keys,
        CoalescedTable coalesced,
        ReplayTable replays,
        ClockSteps clock,
        DueQuery due,
        AttemptTable attempts,
        Endings endings) {

    static Tables load(Connection connection) throws SQLException {
        WebhookTable webhooks = new WebhookTable(connection);
        WebhookStates states = new WebhookStates(webhooks.states());
        return new Tables(
                webhooks,
                states,
                new NodeLeases(connection),
                new EventTable(connection),
                new DeliveryTable(connection),
                new WaitingTable(connection),
                new OrderKeys(connection),
                new CoalescedTable(connection),
                new ReplayTable(connection),
                new ClockSteps(connection),
                new DueQuery(connection),
                new AttemptTable(connection),
                new Endings(states.all()));
    }

    /** The exclusive lock on the folder proves that no node lives that owned anything here: all webhooks are free. */
    static void forgetOwners(Connection connection) throws SQLException {
        Sql.update(connection, "UPDATE webhooks SET owner = NULL WHERE owner IS NOT NULL");
        Sql.update(connection, "DELETE FROM nodes");
    }
}
