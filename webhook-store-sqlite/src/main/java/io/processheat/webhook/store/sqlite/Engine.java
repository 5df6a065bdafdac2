package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.spi.StoreListener;
import io.processheat.webhook.store.sqlite.JournalCheck.Need;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The moving parts of an open store: the locked folder, the writer and its connection, the readers. */
final class Engine {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final Duration CLOSE_AT_MOST = Duration.ofSeconds(30);

    private final DataFolder folder;
    private final Inbox inbox;
    private final Writer writer;
    private final ReadPool readers;
    private final BackingUp backingUp;
    private final Journaling journaling;
    private final Supplier<Optional<String>> problem;
    private final ShedCount shed;

    private Engine(
            DataFolder folder,
            Inbox inbox,
            Writer writer,
            ReadPool readers,
            BackingUp backingUp,
            Journaling journaling,
            Supplier<Optional<String>> problem,
            ShedCount shed) {
        this.folder = folder;
        this.inbox = inbox;
        this.writer = writer;
        this.readers = readers;
        this.backingUp = backingUp;
        this.journaling = journaling;
        this.problem = problem;
        this.shed = shed;
    }

    static Engine start(
            Path path, LongSupplier clock, Supplier<Settings> settings, StoreListener listeners)
            throws IOException, SQLException {
        DataFolder folder = DataFolder.open(path);
        try {
            Disk disk = new Disk(folder.path());
            ReserveFile reserve = new ReserveFile(folder.reserve(), disk);
            reserve.releaseToStart();
            NativeLibrary.prepare(folder);
            Database database = new Database(folder.database());
            BackingUp backingUp = new BackingUp(database, folder, disk, clock, settings);
            ShedCount shed = new ShedCount(clock);
            MakingRoom room = new MakingRoom(listeners, shed);
            Space space = new Space(disk, reserve, room);
            Journal journal = new Journal(folder.journal());
            Sessions sessions = Sessions.start(database, journal, space, settings);
            LogFlusher flusher = new LogFlusher(folder.log());
            Journaling journaling = new Journaling(journal, flusher, settings);
            Inbox inbox = new Inbox(settings);
            Upkeep upkeep = new Upkeep(
                    room,
                    reserve,
                    List.of(space, new Aging(), new ForgottenKeys(), new Expiring(listeners), new GivingBack(), new LogBound(folder, backingUp)));
            GroupCommit groups = new GroupCommit(sessions, settings, clock, listeners, upkeep, journaling);
            Writer writer = new Writer(inbox, groups, () -> letGo(sessions, journaling, flusher, folder));
            writer.start();
            LOG.info("The webhook store works on {}", folder.database());
            Supplier<Optional<String>> problem = () -> groups.problem().or(() -> space.problem(settings.get().bounds()));
            return new Engine(
                    folder, inbox, writer, new ReadPool(database), backingUp, journaling, problem, shed);
        } catch (IOException | SQLException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    void submit(Operation<?> operation) {
        inbox.offer(operation);
    }

    /** Completes once the database has all that was acknowledged until now; what comes meanwhile is not held up. */
    CompletableFuture<Void> settle() {
        if (!journaling.holdsSome()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> settled = new CompletableFuture<>();
        Operation<Void> wait = Operation.reading(transaction -> {
            journaling.completeOnceSettled(settled, transaction.session().journaled());
            return null;
        });
        wait.completion().exceptionally(failure -> {
            settled.completeExceptionally(failure);
            return null;
        });
        submit(wait);
        return settled.exceptionallyCompose(failure -> settleAtOnce());
    }

    /** In one transaction, for which the reserve may be released. */
    private CompletableFuture<Void> settleAtOnce() {
        Operation<Void> all = new Operation<>(transaction -> null);
        submit(all);
        return all.completion();
    }

    /** As {@link #settle}, but for callbacks, on the writer's thread: they would wait for themselves. */
    CompletableFuture<Void> settleToRead() {
        return writer.isCurrentThread() ? CompletableFuture.completedFuture(null) : settle();
    }

    ReadPool readers() {
        return readers;
    }

    BackingUp backingUp() {
        return backingUp;
    }

    /** Why new events are refused just now; from any thread. */
    Optional<String> problem() {
        return problem.get();
    }

    /** What was given up for want of room; from any thread. */
    Optional<String> warning() {
        return shed.warning();
    }

    /** Takes over what SQLite itself has to know of changed settings. */
    void apply(Settings settings) {
        submit(new Operation<Void>(transaction -> {
            transaction.session().limitLog(settings);
            return null;
        }));
    }

    /** Commits what is queued, then lets go of everything. */
    void close() {
        close(CLOSE_AT_MOST);
    }

    /** The readers go first: the log can be emptied only where nobody reads it. */
    void close(Duration atMost) {
        backingUp.close();
        readers.close();
        if (!writer.close(atMost)) {
            LOG.error("The lock on {} is kept until the webhook store's disk answers: writing may go on",
                    folder.path());
        }
    }

    /** Done by the writer's thread: the folder is free as soon as nothing is written any more, and not before. */
    private static void letGo(Sessions sessions, Journaling journaling, LogFlusher flusher, DataFolder folder) {
        try (folder; flusher) {
            sessions.close();
            journaling.failWaiters();
        } catch (IOException e) {
            LOG.warn("The lock on {} was not released in order", folder.path(), e);
        }
    }
}
