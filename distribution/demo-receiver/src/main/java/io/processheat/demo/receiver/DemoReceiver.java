package io.processheat.demo.receiver;

import io.processheat.webhook.WebhookSubscriberManager;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Runs the demo's receivers for as long as there is a configuration, and registers them once there is a manager. */
@Component(configurationPid = DemoReceiver.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = DemoReceiver.Config.class)
public final class DemoReceiver {

    static final String PID = "io.processheat.demo.receiver";

    @ObjectClassDefinition(name = "Process Heat demo receiver", description = "Receivers to watch; they run while this exists.")
    @interface Config {
        @AttributeDefinition(description = "Port on 127.0.0.1, 0 for any", min = "0", max = "65535")
        int port() default Settings.DEFAULT_PORT;

        @AttributeDefinition(description = "Above this rate the live view shows figures instead of lines", min = "1", max = "1000")
        int lines_per_second() default Settings.DEFAULT_LINES;

        @AttributeDefinition(description = "Seconds between answers of 503 on purpose, 0 for none", min = "0", max = "86400")
        int outage_seconds() default Settings.DEFAULT_OUTAGE_SECONDS;

        @AttributeDefinition(description = "Seconds between forged requests, 0 for none", min = "0", max = "86400")
        int forgery_seconds() default Settings.DEFAULT_FORGERY_SECONDS;

        @AttributeDefinition(description = "Seconds between summaries, 0 for none", min = "0", max = "86400")
        int summary_seconds() default Settings.DEFAULT_SUMMARY_SECONDS;
    }

    private final BundleContext context;
    private WebhookSubscriberManager manager;
    private Settings settings;
    private Demo demo;

    @Activate
    public DemoReceiver(BundleContext context, Map<String, Object> properties) throws IOException {
        this.context = context;
        settings = Settings.of(properties, Settings.DEFAULTS);
        demo = newDemo();
    }

    /** Dynamic and optional: receivers outside would not go away either while the sender is updated. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    synchronized void setManager(WebhookSubscriberManager arrived) {
        manager = arrived;
        demo.managerArrived(arrived);
    }

    synchronized void unsetManager(WebhookSubscriberManager left) {
        if (manager == left) {
            manager = null;
            demo.managerLeft(left, frameworkIsStopping());
        }
    }

    @Modified
    synchronized void modified(Map<String, Object> properties) throws IOException {
        Settings changed = Settings.of(properties, settings);
        if (changed.equals(settings)) {
            return;
        }
        demo.close();
        settings = changed;
        demo = newDemo();
        if (manager != null) {
            demo.managerArrived(manager);
        }
    }

    @Deactivate
    synchronized void stop() {
        manager = null;
        demo.close();
    }

    private boolean frameworkIsStopping() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.STOPPING;
    }

    private Demo newDemo() throws IOException {
        InstantSource clock = InstantSource.system();
        return new Demo(settings, Terminal.standardOutput(clock), clock);
    }
}
