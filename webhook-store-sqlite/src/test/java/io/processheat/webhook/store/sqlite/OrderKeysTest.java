package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys in use are kept in memory, others are found again as they were. */
class OrderKeysTest {

    private static final long WEBHOOK = 7;

    @TempDir
    Path folder;

    private Connection connection;
    private OrderKeys keys;
    private int filled;

    @BeforeEach
    void connect() throws Exception {
        connection = new Database(folder.resolve("webhooks.db")).openForWriting();
        Migrations.apply(connection);
        Database.run(connection, "BEGIN");
        keys = new OrderKeys(connection);
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
    }

    @Test
    void findsAKeyAgainThatItForgot() throws Exception {
        OrderKey first = use("first", 10);
        first.nextNumber();
        first.told(1);
        fill(OrderKeys.REMEMBERED);

        OrderKey again = keys.named(WEBHOOK, "first");

        assertNotSame(first, again);
        assertEquals(first.row(), again.row());
        assertEquals(1, again.lastNumber());
        assertEquals(1, again.toldThrough());
        assertEquals(10, again.holder());
        assertEquals(10, again.lastSequence());
        assertSame(again, keys.byRow(again.row()));
        assertSame(again, keys.ofDelivery(10), "by its holder");
    }

    @Test
    void keepsWhatIsInUse() throws Exception {
        OrderKey inUse = use("in use", 10);
        fill(OrderKeys.REMEMBERED / 2);
        keys.ofDelivery(10);
        fill(OrderKeys.REMEMBERED / 2 + 1);

        assertSame(inUse, keys.named(WEBHOOK, "in use"));
    }

    @Test
    void writesAKeyOncePerCommit() throws Exception {
        OrderKey key = use("often", 10);
        for (int number = 0; number < 5; number++) {
            key.nextNumber();
            keys.changed(key);
        }
        long before = changes();

        keys.write();
        keys.write();

        assertEquals(1, changes() - before);
    }

    @Test
    void goesOnWithOtherRowsAfterARestart() throws Exception {
        OrderKey before = use("before", 10);
        keys.write();

        OrderKeys reopened = new OrderKeys(connection);

        assertEquals(before.row(), reopened.named(WEBHOOK, "before").row());
        assertEquals(before.row() + 1, reopened.named(WEBHOOK, "after").row());
    }

    private OrderKey use(String name, long sequence) throws Exception {
        OrderKey key = keys.named(WEBHOOK, name);
        key.entered(sequence);
        keys.hold(key, sequence);
        return key;
    }

    private void fill(int count) throws Exception {
        for (int number = 0; number < count; number++) {
            use("other-" + filled, 1_000 + filled);
            filled++;
        }
        keys.write();
    }

    private long changes() throws Exception {
        return Sql.number(connection, "SELECT total_changes()").orElseThrow();
    }
}
