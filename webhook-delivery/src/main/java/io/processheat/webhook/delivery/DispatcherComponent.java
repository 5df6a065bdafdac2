package io.processheat.webhook.delivery;

import io.processheat.webhook.Delivery;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.Dispatcher;
import io.processheat.webhook.spi.Signer;
import io.processheat.webhook.spi.StoredWebhook;
import io.processheat.webhook.spi.WebhookStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dispatcher service. A changed configuration gets an engine of its own; what is stored passes from one to the next. */
@Component(
        service = Dispatcher.class,
        immediate = true,
        configurationPid = DispatcherComponent.PID)
@Designate(ocd = Config.class)
public final class DispatcherComponent implements Dispatcher {

    static final String PID = "io.processheat.webhook.delivery";

    private static final Logger LOG = LoggerFactory.getLogger(DispatcherComponent.class);
    private static final long SIGNING_IDLE_SECONDS = 10;

    private final WebhookStore store;
    private final Signer signer;
    private final String node = "dispatcher-" + UUID.randomUUID();
    private final ScheduledThreadPoolExecutor executor;

    /** While it has enough to do it takes nothing more. */
    private final ThreadPoolExecutor signing = new ThreadPoolExecutor(
            0,
            1,
            SIGNING_IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            threads("webhook-signing"),
            new ThreadPoolExecutor.DiscardPolicy());

    private final Watches watches;
    private final Engines engines;
    private final AtomicLong renewals = new AtomicLong();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile UnhealthyListener unhealthyListener;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile OutageListener outageListener;

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
                1, threads("webhook-dispatcher"), new ThreadPoolExecutor.DiscardPolicy());
        this.executor.setRemoveOnCancelPolicy(true);
        this.watches = new Watches(store, executor);
        this.engines = new Engines(new SettingsReader(version), this::engine);
        try {
            engines.start(config);
        } catch (RuntimeException e) {
            executor.shutdownNow();
            signing.shutdownNow();
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
        signing.shutdownNow();
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

    @Override
    public List<String> warnings() {
        return engines.running().warnings(store.now());
    }

    private Engine engine(Settings of) {
        LaneParts parts = new LaneParts(
                store,
                stored -> receiver(stored, of.retrySchedules()),
                watches,
                new UnhealthyAlarm(() -> unhealthyListener),
                new OutageAlarm(() -> outageListener),
                executor,
                signing,
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

    private static ThreadFactory threads(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private static String version(BundleContext context) {
        Version version = context.getBundle().getVersion();
        return version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
    }
}
