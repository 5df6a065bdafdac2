package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.spi.StoredWebhook;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The moving parts of an open store: the locked folder, the writer and its connection, the readers. */
final class Engine {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final Duration CLOSE_AT_MOST = Duration.ofSeconds(30);

    private final DataFolder folder;
    private final Connection connection;
    private final Inbox inbox;
    private final Writer writer;
    private final ReadPool readers;

    private Engine(DataFolder folder, Connection connection, Inbox inbox, Writer writer, ReadPool readers) {
        this.folder = folder;
        this.connection = connection;
        this.inbox = inbox;
        this.writer = writer;
        this.readers = readers;
    }

    static Engine start(
            Path path, LongSupplier clock, Supplier<Settings> settings, Consumer<List<StoredWebhook>> listeners)
            throws IOException, SQLException {
        DataFolder folder = DataFolder.open(path);
        try {
            NativeLibrary.prepare(folder);
            Database database = new Database(folder.database());
            Connection connection = database.openForWriting();
            try {
                Engine engine = assemble(folder, database, connection, clock, settings, listeners);
                engine.writer.start();
                LOG.info("The webhook store works on {}", folder.database());
                return engine;
            } catch (IOException | SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (IOException | SQLException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static Engine assemble(
            DataFolder folder,
            Database database,
            Connection connection,
            LongSupplier clock,
            Supplier<Settings> settings,
            Consumer<List<StoredWebhook>> listeners)
            throws IOException, SQLException {
        Migrations.apply(connection);
        useCheckpoints(connection, settings.get());
        Inbox inbox = new Inbox(settings);
        GroupCommit groups = new GroupCommit(
                new TransactionControl(connection),
                Tables.open(connection),
                new Space(folder.path(), connection, settings),
                clock,
                listeners);
        return new Engine(folder, connection, inbox, new Writer(inbox, groups), new ReadPool(database));
    }

    void submit(Operation<?> operation) {
        inbox.offer(operation);
    }

    ReadPool readers() {
        return readers;
    }

    /** Takes over what SQLite itself has to know of changed settings. */
    void apply(Settings settings) {
        submit(new Operation<Void>(transaction -> {
            useCheckpoints(connection, settings);
            return null;
        }));
    }

    /** Commits what is queued, then lets go of everything. */
    void close() {
        boolean ended = writer.close(CLOSE_AT_MOST);
        readers.close();
        if (!ended) {
            LOG.error("The lock on {} is kept: the webhook store's disk does not answer, and writing may go on",
                    folder.path());
            return;
        }
        try {
            Database.run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException e) {
            LOG.warn("The write-ahead log was not emptied; the next start does it", e);
        }
        release();
    }

    private void release() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("The database of the webhook store did not close in order", e);
        }
        try {
            folder.close();
        } catch (IOException e) {
            LOG.warn("The lock on {} was not released in order", folder.path(), e);
        }
    }

    private static void useCheckpoints(Connection connection, Settings settings) throws SQLException {
        Database.run(connection, "PRAGMA wal_autocheckpoint = " + settings.walCheckpointPages());
    }
}
