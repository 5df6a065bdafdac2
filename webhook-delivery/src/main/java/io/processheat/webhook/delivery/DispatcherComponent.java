package io.processheat.webhook.delivery;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.Dispatcher;
import io.processheat.webhook.spi.Signer;
import io.processheat.webhook.spi.StoredWebhook;
import io.processheat.webhook.spi.WebhookStore;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dispatcher service. A changed configuration gets an engine of its own; what is stored passes from one to the next. */
@Component(
        service = Dispatcher.class,
        immediate = true,
        configurationPid = DispatcherComponent.PID)
@Designate(ocd = DispatcherComponent.Config.class)
public final class DispatcherComponent implements Dispatcher {

    /** What can be configured. Every value is checked; one out of its range is refused and the last good one stays. */
    @Retention(RetentionPolicy.RUNTIME)
    @ObjectClassDefinition(
            name = "Process Heat Webhooks: delivery",
            description = "How webhooks are delivered: time-outs, retries, limits, and which networks may be reached.")
    public @interface Config {

        @AttributeDefinition(
                name = "Timeout (ms)",
                min = "100",
                max = "120000",
                description = "Of an attempt: name lookup, connecting and the answer's headers together. 100 to 120000.")
        int timeout_ms() default 10_000;

        @AttributeDefinition(
                name = "Retry schedules",
                description = "Named lists of delays after each failed attempt, like default=2s,4s,8s; each delay 100ms to"
                        + " 168h, at most 30. Webhooks without a schedule use 'default'.")
        String[] retry_schedules() default {RetrySchedules.DEFAULT_ENTRY, RetrySchedules.LONG_ENTRY};

        @AttributeDefinition(
                name = "In flight",
                min = "1",
                max = "1024",
                description = "Attempts of one webhook at a time. 1 to 1024.")
        int max_in_flight() default 8;

        @AttributeDefinition(
                name = "Circuit: failures",
                min = "0",
                max = "1000000",
                description = "Attempts in a row that found nobody to talk to (refused, reset, no connection, TLS, no such"
                        + " name) after which a webhook has one attempt at a time, until one is answered. 0: never.")
        int circuit_failures() default 50;

        @AttributeDefinition(
                name = "Circuit: probe (ms)",
                min = "100",
                max = "600000",
                description = "From one of these attempts to the next. 100 to 600000.")
        int circuit_probe_ms() default 1_000;

        @AttributeDefinition(
                name = "Fast window",
                min = "1",
                max = "65536",
                description = "Attempts at a time to webhooks that answer within 500 ms. 1 to 65536.")
        int window_fast() default 512;

        @AttributeDefinition(
                name = "Slow window",
                min = "1",
                max = "65536",
                description = "Attempts at a time to all other webhooks. 1 to 65536.")
        int window_slow() default 4_096;

        @AttributeDefinition(
                name = "Queue bytes",
                min = "4194304",
                max = "1099511627776",
                description = "Memory for deliveries that wait or are under way; what does not fit waits in the store. At"
                        + " least 4194304; each lane has at least that.")
        long queue_bytes() default 32 << 20;

        @AttributeDefinition(
                name = "Unhealthy after",
                min = "1",
                max = "1000000",
                description = "Deliveries that fail in a row before a webhook is deactivated. 1 to 1000000.")
        int unhealthy_after() default 5;

        @AttributeDefinition(
                name = "Order hold (ms)",
                min = "0",
                max = "86400000",
                description = "How long a delivery that is retried may hold back those behind it in its ordering key; a longer"
                        + " wait lets them pass. 0 to 86400000.")
        long order_hold_ms() default 900_000;

        @AttributeDefinition(
                name = "Allowed networks",
                description = "Networks that may be reached, also by plain http, though they are not public:"
                        + " 10.20.0.0/16, fd00:1::/32.")
        String[] allow_networks() default {};

        @AttributeDefinition(
                name = "Certification authorities",
                description = "File of certificates in PEM form that are trusted besides those of the Java runtime.")
        String ca_file() default "";

        @AttributeDefinition(
                name = "DNS servers",
                description = "Addresses, with a port where it is not 53; empty: those of the operating system.")
        String[] dns_servers() default {};

        @AttributeDefinition(
                name = "Lanes",
                min = "0",
                max = "64",
                description = "Threads that send. 1 to 64; 0: half of the processors, at most 8.")
        int lanes() default 0;

        @AttributeDefinition(
                name = "Drain (ms)",
                min = "0",
                max = "60000",
                description = "How long attempts under way may go on while stopping. 0 to 60000.")
        int drain_ms() default 3_000;

        @AttributeDefinition(
                name = "Lease (ms)",
                min = "3000",
                max = "600000",
                description = "How long webhooks stay this node's when it is not heard of any more. 3000 to 600000.")
        int lease_ms() default 60_000;

        @AttributeDefinition(
                name = "Recheck (ms)",
                min = "1000",
                max = "600000",
                description = "At least this often the store is asked what is due for each webhook. 1000 to 600000.")
        int recheck_ms() default 60_000;
    }

    static final String PID = "io.processheat.webhook.delivery";

    private static final Logger LOG = LoggerFactory.getLogger(DispatcherComponent.class);

    private final WebhookStore store;
    private final Signer signer;
    private final String node = "dispatcher-" + UUID.randomUUID();
    private final ScheduledThreadPoolExecutor executor;
    private final Watches watches;
    private final Engines engines;
    private final AtomicLong renewals = new AtomicLong();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile UnhealthyListener unhealthyListener;

    @Activate
    public DispatcherComponent(
            @Reference WebhookStore store,
            @Reference Signer signer,
            BundleContext context,
            Config config,
            Map<String, Object> properties) {
        this(store, signer, version(context), config);
        UnknownKeys.warn(PID, Config.class, properties);
    }

    DispatcherComponent(WebhookStore store, Signer signer, String version, Config config) {
        this.store = store;
        this.signer = signer;
        this.executor = new ScheduledThreadPoolExecutor(
                1, DispatcherComponent::thread, new ThreadPoolExecutor.DiscardPolicy());
        this.executor.setRemoveOnCancelPolicy(true);
        this.watches = new Watches(store, executor);
        this.engines = new Engines(new SettingsReader(version), this::engine);
        try {
            engines.start(config);
        } catch (RuntimeException e) {
            executor.shutdownNow();
            throw e;
        }
        LOG.info("Dispatching as {} on {} lanes", node, engines.settings().lanes());
    }

    @Modified
    void modified(Config config, Map<String, Object> properties) {
        UnknownKeys.warn(PID, Config.class, properties);
        change(config);
    }

    void change(Config config) {
        engines.change(config);
    }

    @Deactivate
    void deactivate() {
        engines.running().stop();
        watches.close();
        executor.shutdownNow();
    }

    @Override
    public String node() {
        return node;
    }

    @Override
    public void claimed(List<ClaimedDelivery> deliveries) {
        engines.running().claimed(deliveries);
    }

    @Override
    public void wake() {
        engines.running().wake();
    }

    @Override
    public CompletionStage<Delivery> watch(UUID deliveryId) {
        return watches.watch(deliveryId);
    }

    @Override
    public void checkTarget(String url) {
        engines.settings().guard().checkTarget(url);
    }

    @Override
    public Set<String> retrySchedules() {
        return engines.settings().retrySchedules().names();
    }

    private Engine engine(Settings of) {
        LaneParts parts = new LaneParts(
                store,
                stored -> receiver(stored, of.retrySchedules()),
                watches,
                new UnhealthyAlarm(() -> unhealthyListener),
                executor,
                renewals);
        return new Engine(node, of, parts, executor);
    }

    private Receiver receiver(StoredWebhook stored, RetrySchedules schedules) {
        String schedule = stored.webhook().options().retrySchedule();
        if (!schedules.has(schedule) && !stored.deleted()) {
            LOG.warn("Webhook {} uses the default retry schedule: '{}' is not configured", stored.id(), schedule);
        }
        return new Receiver(stored, schedules, signer);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "webhook-dispatcher");
        thread.setDaemon(true);
        return thread;
    }

    private static String version(BundleContext context) {
        Version version = context.getBundle().getVersion();
        return version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
    }
}
