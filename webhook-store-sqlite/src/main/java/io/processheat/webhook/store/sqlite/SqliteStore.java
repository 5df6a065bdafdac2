package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.Backup;
import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryHistory;
import io.processheat.webhook.DeliveryQuery;
import io.processheat.webhook.Page;
import io.processheat.webhook.Redelivery;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.spi.AppendResult;
import io.processheat.webhook.spi.Claimant;
import io.processheat.webhook.spi.DuePage;
import io.processheat.webhook.spi.Lease;
import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.spi.Outcome;
import io.processheat.webhook.spi.RecordResult;
import io.processheat.webhook.spi.StoreListener;
import io.processheat.webhook.spi.StoredWebhook;
import io.processheat.webhook.spi.WebhookChange;
import io.processheat.webhook.spi.WebhookStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded default store: one SQLite database in the data folder with a journal in front of it, one thread that writes,
 * groups that share an fsync.
 */
@Component(service = WebhookStore.class, configurationPid = SqliteStore.PID)
@Designate(ocd = Settings.Config.class)
public final class SqliteStore implements WebhookStore {

    static final String PID = "io.processheat.webhook.store-sqlite";
    static final String DATA_FOLDER = "io.processheat.webhook.data";

    private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);
    private static final String DEFAULT_DATA_FOLDER = "processheat-webhooks-data";

    private final Listeners listeners = new Listeners();
    private final LongSupplier clock;
    private final Engine engine;
    private final Reader reader;
    private volatile Settings settings;

    /** For Declarative Services. */
    @Activate
    public SqliteStore(BundleContext context, Map<String, ?> properties) throws IOException, SQLException {
        this(
                dataFolder(context),
                System::currentTimeMillis,
                Settings.read(properties, Settings.DEFAULTS, SqliteStore::refused));
    }

    SqliteStore(Path folder, LongSupplier clock, Settings settings) throws IOException, SQLException {
        this.clock = clock;
        this.settings = settings;
        this.engine = Engine.start(folder, clock, () -> this.settings, listeners);
        this.reader = new Reader(engine.readers(), engine::settleToRead);
    }

    /** Takes over a changed configuration without closing. */
    @Modified
    void modified(Map<String, ?> properties) {
        settings = Settings.read(properties, settings, SqliteStore::refused);
        engine.apply(settings);
    }

    /** Commits what is queued and lets go of the folder. */
    @Deactivate
    void close() {
        engine.close();
    }

    @Override
    public long now() {
        return clock.getAsLong();
    }

    @Override
    public CompletionStage<StoredWebhook> insertWebhook(StoredWebhook webhook) {
        try {
            EncodedWebhook encoded = EncodedWebhook.of(webhook);
            return submit(Operation.onOtherRows(transaction -> new Registering(transaction).insert(encoded)));
        } catch (WebhookException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public CompletionStage<Optional<StoredWebhook>> updateWebhook(UUID webhookId, WebhookChange change) {
        try {
            EncodedChange encoded = EncodedChange.of(change);
            return submit(new Operation<>(transaction -> new Registering(transaction).update(webhookId, encoded)));
        } catch (WebhookException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public CompletionStage<Boolean> deleteWebhook(UUID webhookId) {
        return submit(new Operation<>(transaction -> new Registering(transaction).delete(webhookId)));
    }

    @Override
    public Optional<StoredWebhook> webhook(UUID webhookId) {
        return reader.webhook(webhookId);
    }

    @Override
    public Page<StoredWebhook> webhooks(String cursor, int limit) {
        return reader.webhooks(cursor, limit);
    }

    @Override
    public List<StoredWebhook> changesSince(long version) {
        return reader.changesSince(version);
    }

    @Override
    public Subscription subscribe(StoreListener listener) {
        return listeners.add(listener);
    }

    @Override
    public CompletionStage<List<AppendResult>> append(List<NewEvent> batch, Claimant claimant) {
        List<NewEvent> events = List.copyOf(batch);
        String node = claimant == null ? null : claimant.node();
        return submit(new Operation<>(
                Operation.Kind.APPEND,
                Publishing.bytes(events),
                check -> check.ofEvents(events, node),
                transaction -> new Publishing(transaction, claimant, node).append(events)));
    }

    @Override
    public CompletionStage<List<Lease>> claim(String node, Collection<UUID> webhooks, int limit, Duration lease) {
        List<UUID> wanted = List.copyOf(webhooks);
        return submit(Operation.onOtherRows(
                transaction -> new Ownership(transaction).claim(node, wanted, limit, lease.toMillis())));
    }

    @Override
    public CompletionStage<List<Lease>> renew(String node, Duration lease) {
        return submit(Operation.onOtherRows(transaction -> new Ownership(transaction).renew(node, lease.toMillis())));
    }

    @Override
    public CompletionStage<Void> release(String node, Collection<UUID> webhooks) {
        List<UUID> given = List.copyOf(webhooks);
        return submit(Operation.onOtherRows(transaction -> {
            new Ownership(transaction).release(node, given);
            return null;
        }));
    }

    @Override
    public CompletionStage<DuePage> loadDue(Lease lease, long dueUntil, int limit, long maxBytes) {
        return submit(Operation.reading(transaction -> {
            transaction.settle();
            return new DuePages(transaction).load(lease, dueUntil, limit, maxBytes);
        }));
    }

    @Override
    public CompletionStage<List<RecordResult>> record(List<Outcome> outcomes, int unhealthyAfter) {
        List<Outcome> attempts = List.copyOf(outcomes);
        return submit(new Operation<>(
                Recording.kind(attempts),
                Recording.bytes(attempts),
                check -> check.ofOutcomes(attempts),
                transaction -> new Recording(transaction, unhealthyAfter).record(attempts)));
    }

    @Override
    public Optional<Page<Delivery>> deliveries(UUID webhookId, DeliveryQuery query) {
        return reader.deliveries(webhookId, query);
    }

    @Override
    public Optional<DeliveryHistory> delivery(UUID deliveryId) {
        return reader.delivery(deliveryId);
    }

    @Override
    public CompletionStage<Optional<Redelivery>> recover(
            UUID webhookId, long since, long until, String cursor, int limit, Supplier<UUID> ids) {
        TimeSpan stored = new TimeSpan(since, until);
        return submit(new Operation<>(
                transaction -> new Recovering(transaction).recover(webhookId, stored, cursor, limit, ids)));
    }

    @Override
    public CompletionStage<Optional<Redelivery>> replayFailed(
            UUID webhookId, long since, long until, String cursor, int limit, Supplier<UUID> ids) {
        TimeSpan created = new TimeSpan(since, until);
        return submit(new Operation<>(
                transaction -> new Replaying(transaction).failed(webhookId, created, cursor, limit, ids)));
    }

    @Override
    public CompletionStage<Optional<Delivery>> replay(UUID deliveryId, UUID replayId) {
        return submit(new Operation<>(transaction -> new Replaying(transaction).one(deliveryId, replayId)));
    }

    @Override
    public CompletionStage<Backup> backUp() {
        return engine.settle().thenCompose(settled -> engine.backingUp().start());
    }

    @Override
    public Optional<String> problem() {
        return engine.problem();
    }

    @Override
    public Optional<String> warning() {
        return engine.warning();
    }

    <R> CompletableFuture<R> submit(Operation<R> operation) {
        engine.submit(operation);
        return operation.completion();
    }

    private static Path dataFolder(BundleContext context) {
        String chosen = context.getProperty(DATA_FOLDER);
        return Path.of(chosen == null || chosen.isBlank() ? DEFAULT_DATA_FOLDER : chosen);
    }

    private static void refused(String problem) {
        LOG.error("{}: {}", PID, problem);
    }
}
