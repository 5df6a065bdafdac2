package io.processheat.webhook.bridge.internal;

import io.processheat.webhook.bridge.EventSink;
import java.time.InstantSource;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on EventAdmin as long as the bundle is started, whether or not there is an {@link EventSink}.
 *
 * <p>The handler is registered by hand, because its topics are configuration.
 */
@Component(service = {}, immediate = true, configurationPid = EventBridge.PID)
@Designate(ocd = EventBridge.Config.class)
public final class EventBridge {

    static final String PID = "io.processheat.webhook.bridge";

    /** Read from the plain properties, so that a value of the wrong type is refused alone; see {@link Settings}. */
    @ObjectClassDefinition(name = "Process Heat Webhooks: bridge")
    @interface Config {

        @AttributeDefinition(name = "Topic prefix", required = false,
                description = "Events on the topics below it are taken; what follows it is the event's type")
        String topic_prefix() default Settings.TOPIC_PREFIX;

        @AttributeDefinition(name = "Held events", min = "1", max = "1000000", required = false,
                description = "How many events are held until the manager has them on disk")
        int hold_events() default Settings.HOLD_EVENTS;

        @AttributeDefinition(name = "Held bytes", min = "65536", max = "1073741824", required = false,
                description = "How much memory the held events may take, estimated")
        long hold_bytes() default Settings.HOLD_BYTES;

        @AttributeDefinition(name = "In flight", min = "1", max = "100000", required = false,
                description = "How many events are with the manager at a time")
        int in_flight() default Settings.IN_FLIGHT;

        @AttributeDefinition(name = "Longest block, ms", min = "0", max = "900", required = false,
                description = "How long EventAdmin is held up where there is no room, before an event is refused")
        int max_block_ms() default Settings.MAX_BLOCK_MILLIS;
    }

    private static final Logger LOG = LoggerFactory.getLogger(EventBridge.class);
    private static final long LAST_CHANCE = TimeUnit.SECONDS.toNanos(2);

    private final BundleContext context;
    private final UnknownTypes unknownTypes = new UnknownTypes();
    private final Outcomes outcomes = new Outcomes(System::nanoTime);
    private final Hold hold;
    private final Pump pump;
    private final TopicHandler handler;
    private Settings settings;
    private ServiceRegistration<EventHandler> registration;

    @Activate
    public EventBridge(BundleContext context, Map<String, Object> configuration) {
        this.context = context;
        this.settings = read(configuration, Settings.DEFAULTS);
        this.hold = new Hold(settings);
        this.pump = new Pump(hold, outcomes);
        this.handler = new TopicHandler(new EventReader(unknownTypes, InstantSource.system()), hold, outcomes, settings);
    }

    @Activate
    void start() {
        pump.start();
        registration = context.registerService(EventHandler.class, handler, properties());
        LOG.info("Listening to {}; {}", handler.topicFilter(), hold);
    }

    @Modified
    void modified(Map<String, Object> configuration) {
        settings = read(configuration, settings);
        hold.change(settings);
        handler.change(settings); // first: it must know the topics before they reach it
        registration.setProperties(properties());
        LOG.info("Listening to {} from now on; {}", handler.topicFilter(), hold);
    }

    @Reference(
            name = "sink",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            unbind = "sinkGone")
    void sinkCame(EventSink sink) {
        LOG.info("The manager is here, {} held events are handed over", hold.use(sink));
    }

    void sinkGone(EventSink sink) {
        if (hold.dismiss(sink)) {
            LOG.warn("The manager is gone, events are held until it is back ({})", hold);
        }
    }

    @Deactivate
    void stop() {
        registration.unregister();
        hold.awaitEmpty(LAST_CHANCE);
        outcomes.lost(hold.close());
        pump.stop();
        outcomes.close();
        if (unknownTypes.values() > 0) {
            LOG.info("Values sent as text for want of a better form: {}", unknownTypes.values());
        }
    }

    private static Settings read(Map<String, Object> configuration, Settings inForce) {
        UnknownKeys.warn(PID, Config.class, configuration);
        return inForce.changedBy(configuration);
    }

    private Dictionary<String, Object> properties() {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(EventConstants.EVENT_TOPIC, new String[] {handler.topicFilter()});
        properties.put(EventConstants.EVENT_DELIVERY, new String[] {EventConstants.DELIVERY_ASYNC_ORDERED});
        return properties;
    }
}
