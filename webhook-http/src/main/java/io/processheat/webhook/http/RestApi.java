package io.processheat.webhook.http;

import io.processheat.webhook.WebhookSubscriberManager;
import io.processheat.webhook.spi.Dispatcher;
import io.processheat.webhook.spi.WebhookStore;
import jakarta.servlet.Servlet;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the REST API on the HTTP Whiteboard and keeps it there: while the manager is away it answers 503.
 *
 * <p>The servlet is registered by hand because its pattern follows the configuration.
 */
@Component(service = {}, immediate = true, configurationPid = RestApi.PID)
@Designate(ocd = RestApi.Config.class)
public final class RestApi implements Services {

    static final String PID = "io.processheat.webhook.http";

    private static final Logger LOG = LoggerFactory.getLogger(RestApi.class);
    private static final String DATA_FOLDER = "io.processheat.webhook.data";
    private static final String DEFAULT_DATA_FOLDER = "processheat-webhooks-data";

    /** The keys, for tools; {@link SettingsReader} reads them. */
    @ObjectClassDefinition(name = "Process Heat Webhooks: REST API")
    @interface Config {

        @AttributeDefinition(description = "Where the API lives: " + Settings.BASE_PATH_RANGE)
        String base_path() default "/api/v1";

        @AttributeDefinition(
                type = AttributeType.PASSWORD,
                description = "Tokens that let a caller in. None: the variable WEBHOOK_ADMIN_TOKEN, else the file"
                        + " admin-token in the data folder, made at first start")
        String[] tokens() default {};

        @AttributeDefinition(min = "1024", max = "67108864", description = "Largest body of POST /events, bytes")
        int max_body_bytes() default 2097152;

        @AttributeDefinition(min = "1024", max = "1048576", description = "Largest body that describes a webhook, bytes")
        int max_webhook_bytes() default 65536;

        @AttributeDefinition(
                min = "1048576",
                max = "1073741824",
                description = "All bodies held at once, from reading to answering, bytes; what does not fit is answered 503")
        long max_inflight_bytes() default 67108864;

        @AttributeDefinition(min = "100", max = "600000", description = "How long a body may take to arrive")
        int read_timeout_ms() default 30000;

        @AttributeDefinition(min = "100", max = "600000", description = "How long a commit or a test delivery may take")
        int answer_timeout_ms() default 30000;

        @AttributeDefinition(min = "1000", max = "86400000", description = "How long a backup may take")
        int backup_timeout_ms() default 600000;

        @AttributeDefinition(
                min = "0",
                max = "1073741824",
                description = "How much a client may still send after an early answer, bytes, before it is cut off")
        long drain_max_bytes() default 67108864;

        @AttributeDefinition(min = "100", max = "60000", description = "How long it may do so")
        int drain_timeout_ms() default 5000;
    }

    private final AtomicBoolean missed = new AtomicBoolean();
    private final TokenSource tokenSource;
    private final ApiServlet servlet;
    private final ServiceRegistration<Servlet> registration;
    private Settings settings;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile WebhookSubscriberManager manager;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile ServiceReference<WebhookStore> store;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile ServiceReference<Dispatcher> dispatcher;

    @Activate
    public RestApi(BundleContext context, Map<String, Object> properties) {
        this.tokenSource = new TokenSource(System::getenv, dataFolder(context).resolve("admin-token"));
        this.settings = read(properties, Settings.DEFAULT);
        this.servlet = new ApiServlet(serving());
        this.registration = context.registerService(Servlet.class, servlet, whiteboardProperties());
    }

    @Modified
    void modified(Map<String, Object> properties) {
        Settings before = settings;
        settings = read(properties, before);
        servlet.serve(serving());
        if (!settings.basePath().equals(before.basePath())) {
            registration.setProperties(whiteboardProperties());
        }
    }

    private static Settings read(Map<String, Object> properties, Settings last) {
        UnknownKeys.warn(PID, Config.class, properties);
        return new SettingsReader(properties).read(last);
    }

    @Deactivate
    void deactivate() {
        registration.unregister();
    }

    @Override
    public WebhookSubscriberManager manager() {
        WebhookSubscriberManager present = manager;
        if (missed.get() != (present == null) && missed.compareAndSet(present != null, present == null)) {
            LOG.warn(present == null
                    ? "The webhook manager is away: calls are answered 503 until it is back"
                    : "The webhook manager is back");
        }
        if (present == null) {
            throw new Refusal(Problem.unavailable("The webhook manager is not running just now.").toResponse()
                    .with("Retry-After", Problems.SOON_SECONDS));
        }
        return present;
    }

    @Override
    public Map<String, Boolean> presence() {
        Map<String, Boolean> presence = new LinkedHashMap<>();
        presence.put("manager", manager != null);
        presence.put("store", store != null);
        presence.put("dispatcher", dispatcher != null);
        return presence;
    }

    @Override
    public List<String> problems() {
        WebhookSubscriberManager present = manager;
        return present == null ? List.of() : present.problems();
    }

    @Override
    public List<String> warnings() {
        WebhookSubscriberManager present = manager;
        return present == null ? List.of() : present.warnings();
    }

    private Serving serving() {
        return Serving.of(this, tokenSource.tokens(settings), settings);
    }

    private Dictionary<String, Object> whiteboardProperties() {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("osgi.http.whiteboard.servlet.name", "processheat-webhook-api");
        properties.put("osgi.http.whiteboard.servlet.pattern", settings.basePath() + "/*");
        properties.put("osgi.http.whiteboard.servlet.asyncSupported", true);
        return properties;
    }

    private static Path dataFolder(BundleContext context) {
        String configured = context.getProperty(DATA_FOLDER);
        return Path.of(configured == null ? DEFAULT_DATA_FOLDER : configured);
    }
}
