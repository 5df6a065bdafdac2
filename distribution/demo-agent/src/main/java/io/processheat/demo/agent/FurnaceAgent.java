package io.processheat.demo.agent;

import java.time.Instant;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts what happens at a simulated furnace on EventAdmin. Without a configuration it does nothing. */
@Component(configurationPid = FurnaceAgent.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = FurnaceAgent.Config.class)
public final class FurnaceAgent {

    static final String PID = "io.processheat.demo.agent";

    private static final long LOG_INTERVAL_NANOS = 1_000_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(FurnaceAgent.class);

    @ObjectClassDefinition(name = "Process Heat demo agent", description = "A simulated furnace; it runs while this exists.")
    @interface Config {
        @AttributeDefinition(description = "Events per second", min = "0.1", max = "10000")
        double rate() default Settings.DEFAULT_RATE;

        @AttributeDefinition(description = "Name of the furnace in its events")
        String furnace_id() default Settings.DEFAULT_FURNACE_ID;

        @AttributeDefinition(description = "The same seed tells the same story")
        long seed() default Settings.DEFAULT_SEED;
    }

    private final EventAdmin eventAdmin;
    private Settings settings;
    private FurnaceWatch watch;
    private PacedLoop loop;
    private long lastLogNanos = System.nanoTime() - LOG_INTERVAL_NANOS;

    @Activate
    public FurnaceAgent(@Reference EventAdmin eventAdmin, Map<String, Object> properties) {
        this.eventAdmin = eventAdmin;
        settings = Settings.of(properties, Settings.DEFAULTS);
        watch = newWatch();
        start();
    }

    @Modified
    void modified(Map<String, Object> properties) {
        Settings changed = Settings.of(properties, settings);
        if (changed.equals(settings)) {
            return;
        }
        boolean sameStory = changed.furnaceId().equals(settings.furnaceId()) && changed.seed() == settings.seed();
        stop();
        settings = changed;
        if (!sameStory) {
            watch = newWatch();
        }
        start();
    }

    @Deactivate
    void stop() {
        loop.close();
    }

    private void start() {
        // The loop's thread gets the watch through the thread's start, the next one through the join in stop().
        loop = new PacedLoop("demo-agent " + settings.furnaceId(), settings.rate(), this::post);
    }

    private FurnaceWatch newWatch() {
        String runId = Long.toString(Instant.now().getEpochSecond(), Character.MAX_RADIX);
        return new FurnaceWatch(settings.furnaceId(), runId, settings.seed());
    }

    private void post() {
        FurnaceEvent event = watch.next().with(EventConstants.TIMESTAMP, System.currentTimeMillis());
        if (event.isAlarm()) {
            log(event);
        }
        eventAdmin.postEvent(new Event(event.topic(), event.properties()));
    }

    /** At most a line a second: in a load test alarms come by the hundred. */
    private void log(FurnaceEvent alarm) {
        long now = System.nanoTime();
        if (now - lastLogNanos >= LOG_INTERVAL_NANOS) {
            lastLogNanos = now;
            LOG.info("{} {} of {}: stack at {} degrees C", alarm.type(), alarm.properties().get("alarm_id"),
                    alarm.properties().get("furnace_id"), alarm.properties().get("stack_temperature_c"));
        }
    }
}
