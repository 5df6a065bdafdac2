package io.processheat.webhook.core;

import io.processheat.webhook.Backup;
import io.processheat.webhook.Delivery;
import io.processheat.webhook.DeliveryHistory;
import io.processheat.webhook.DeliveryQuery;
import io.processheat.webhook.Page;
import io.processheat.webhook.PublishReceipt;
import io.processheat.webhook.Redelivery;
import io.processheat.webhook.RegisteredWebhook;
import io.processheat.webhook.Webhook;
import io.processheat.webhook.WebhookEvent;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookRegistration;
import io.processheat.webhook.WebhookSubscriberManager;
import io.processheat.webhook.WebhookUpdate;
import io.processheat.webhook.spi.Dispatcher;
import io.processheat.webhook.spi.Signer;
import io.processheat.webhook.spi.WebhookStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The manager as a component: wires its parts to the services it needs, and passes calls on to them. */
@Component(
        service = WebhookSubscriberManager.class, configurationPid = SubscriberManager.PID, immediate = true)
@Designate(ocd = SubscriberManager.Config.class)
public final class SubscriberManager implements WebhookSubscriberManager, DirectPublishing {

    static final String PID = "io.processheat.webhook.core";

    /** Numbers are long, so that one beyond an int is seen and refused, not cut. */
    @ObjectClassDefinition(name = "Process Heat Webhooks: manager", description = "Event types, their terms, and limits")
    @interface Config {

        @AttributeDefinition(
                name = "Additional event types",
                description = "Besides the eight built in: lower case with dots, like furnace.door.opened")
        String[] event_types() default {};

        @AttributeDefinition(
                name = "Types of high priority",
                description = "Types or beginnings like alarm.*; they go first, and a share of all attempts is reserved for them")
        String[] priority_high() default {"alarm.*"};

        @AttributeDefinition(
                name = "Types of medium priority",
                description = "Types or beginnings like compliance.*; what is in neither list has low priority")
        String[] priority_medium() default {"compliance.*"};

        @AttributeDefinition(
                name = "Ordering keys",
                description = "type=field: events of the type that bring no ordering key have what this field of their"
                        + " payload holds, a string or a number")
        String[] ordering_keys() default {"alarm.*=alarm_id"};

        @AttributeDefinition(
                name = "Times to live",
                description = "type=duration, like calculation.completed=PT1H, PT1S to P3650D: what is not delivered by"
                        + " then is not sent any more")
        String[] time_to_live() default {};

        @AttributeDefinition(
                name = "Largest payload in bytes",
                description = "Of the canonical form; 1024 to 16777216",
                min = "1024",
                max = "16777216")
        long max_payload_bytes() default 1 << 20;

        @AttributeDefinition(
                name = "Largest metadata of a webhook in bytes",
                description = "Of the canonical form; 2 to 1048576",
                min = "2",
                max = "1048576")
        long max_metadata_bytes() default 16 << 10;

        @AttributeDefinition(
                name = "Longest wait for a test delivery in seconds",
                description = "Above the delivery timeout; 1 to 600",
                min = "1",
                max = "600")
        long test_timeout_seconds() default 30;
    }

    private final WebhookStore store;
    private final AtomicReference<Settings> settings;
    private final CurrentDispatcher dispatcher = new CurrentDispatcher();
    private final SecretsCheck secrets;
    private final WebhookIndex index;
    private final CallersThreads callersThreads = new CallersThreads();
    private final WebhookStore.Subscription subscription;
    private final Registrations registrations;
    private final Publisher publisher;
    private final TestDeliveries tests;
    private final Redeliveries redeliveries;
    private final Listings listings;
    private final Signatures signatures;

    @Activate
    public SubscriberManager(
            @Reference WebhookStore store, @Reference Signer signer, Config config, Map<String, Object> properties) {
        UnknownKeys.warn(PID, Config.class, properties);
        this.store = store;
        settings = new AtomicReference<>(Settings.DEFAULTS.changedTo(config));
        secrets = new SecretsCheck(signer);
        index = new WebhookIndex(secrets::changed);
        Ids ids = new Ids();
        registrations = new Registrations(new WebhookRules(settings::get, dispatcher), signer, store, ids);
        publisher = new Publisher(new EventIntake(settings::get, index, ids, store::now), store, dispatcher);
        tests = new TestDeliveries(settings::get, index, store, dispatcher, ids);
        redeliveries = new Redeliveries(store, ids);
        listings = new Listings(store);
        signatures = new Signatures(signer);
        // Subscribed before it is read: no change falls between.
        subscription = store.subscribe(index::changed);
        try {
            index.load(store.changesSince(0));
            secrets.tellTheLog();
        } catch (RuntimeException | Error e) {
            subscription.close();
            throw e;
        }
    }

    @Modified
    void modified(Config config, Map<String, Object> properties) {
        UnknownKeys.warn(PID, Config.class, properties);
        settings.updateAndGet(inForce -> inForce.changedTo(config));
    }

    /** Publishing under way ends through the store; later calls of those who kept the service are refused. */
    @Deactivate
    void deactivate() {
        index.close();
        subscription.close();
        callersThreads.close();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindDispatcher(Dispatcher arrived) {
        dispatcher.arrived(arrived);
    }

    void unbindDispatcher(Dispatcher left) {
        dispatcher.left(left);
    }

    @Override
    public Set<String> eventTypes() {
        return settings.get().eventTypes().names();
    }

    @Override
    public RegisteredWebhook registerWebhook(WebhookRegistration registration) {
        return registrations.register(registration);
    }

    @Override
    public boolean unregisterWebhook(String webhookId) {
        return registrations.unregister(webhookId);
    }

    @Override
    public List<Webhook> listWebhooks() {
        return listings.webhooks();
    }

    @Override
    public Page<Webhook> listWebhooks(String cursor, int limit) {
        return listings.webhooks(cursor, limit);
    }

    @Override
    public Optional<Webhook> getWebhook(String webhookId) {
        return listings.webhook(webhookId);
    }

    @Override
    public RegisteredWebhook updateWebhook(String webhookId, WebhookUpdate update) {
        return registrations.update(webhookId, update);
    }

    @Override
    public Webhook pauseWebhook(String webhookId) {
        return registrations.pause(webhookId, true);
    }

    @Override
    public Webhook resumeWebhook(String webhookId) {
        return registrations.pause(webhookId, false);
    }

    @Override
    public CompletionStage<Redelivery> recoverWebhook(String webhookId, Instant since, Instant until, String cursor) {
        return callersThreads.completing(() -> staged(() -> redeliveries.recover(webhookId, since, until, cursor)));
    }

    @Override
    public CompletionStage<Redelivery> retryFailed(String webhookId, Instant since, Instant until, String cursor) {
        return callersThreads.completing(() -> staged(() -> redeliveries.retryFailed(webhookId, since, until, cursor)));
    }

    @Override
    public CompletionStage<Delivery> retryDelivery(String deliveryId) {
        return callersThreads.completing(() -> staged(() -> redeliveries.retry(deliveryId)));
    }

    @Override
    public CompletionStage<Backup> backUp() {
        return callersThreads.completing(store::backUp);
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        store.problem().ifPresent(problems::add);
        problems.addAll(secrets.problems());
        if (dispatcher.orNull() == null) {
            problems.add("no dispatcher runs: nothing is delivered");
        }
        return problems;
    }

    @Override
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        store.warning().ifPresent(warnings::add);
        Dispatcher running = dispatcher.orNull();
        if (running != null) {
            warnings.addAll(running.warnings());
        }
        return warnings;
    }

    @Override
    public PublishReceipt.Accepted triggerWebhook(WebhookEvent event) {
        PublishReceipt receipt = Waiting.await(publishDirectly(List.of(event))).get(0);
        if (receipt instanceof PublishReceipt.Refused refused) {
            throw Waiting.ofThisThread(refused.cause());
        }
        return (PublishReceipt.Accepted) receipt;
    }

    @Override
    public CompletionStage<List<PublishReceipt>> publish(List<WebhookEvent> events) {
        return callersThreads.completing(() -> publishDirectly(events));
    }

    @Override
    public CompletionStage<List<PublishReceipt>> publishDirectly(List<WebhookEvent> events) {
        return staged(() -> publisher.publish(events));
    }

    @Override
    public CompletionStage<Delivery> testWebhook(String webhookId) {
        return callersThreads.completing(() -> staged(() -> tests.send(webhookId)));
    }

    @Override
    public Page<Delivery> listDeliveries(String webhookId, DeliveryQuery query) {
        return listings.deliveries(webhookId, query);
    }

    @Override
    public Optional<DeliveryHistory> getDelivery(String deliveryId) {
        return listings.delivery(deliveryId);
    }

    @Override
    public boolean verifySignature(byte[] payload, String signature, String secret) {
        return signatures.verify(payload, signature, secret);
    }

    @Override
    public boolean verifySignature(String payload, String signature, String secret) {
        return signatures.verify(payload, signature, secret);
    }

    @Override
    public boolean verifySignature(Map<String, ?> payload, String signature, String secret) {
        return signatures.verify(payload, signature, secret);
    }

    private static <T> CompletionStage<T> staged(Supplier<CompletionStage<T>> call) {
        try {
            return call.get();
        } catch (WebhookException e) {
            return CompletableFuture.failedStage(e);
        }
    }
}
