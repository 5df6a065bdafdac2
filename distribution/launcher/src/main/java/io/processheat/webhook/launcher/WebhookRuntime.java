package io.processheat.webhook.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The framework from start to stop. */
final class WebhookRuntime {

    /** A strong reference: java.util.logging forgets the level of a logger that nobody holds. */
    private static final Logger PLATFORM_LOG = Logger.getLogger("org.apache.aries.spifly");

    private final Home home;
    private final DataFolder data;
    private final Overrides overrides;
    private Thread stop = new Thread("stop");

    WebhookRuntime(Home home, DataFolder data, Overrides overrides) {
        this.home = home;
        this.data = data;
        this.overrides = overrides;
    }

    /** Runs until stopped; the exit code. */
    int run() throws StartException, InterruptedException {
        long startedAt = System.nanoTime();
        EffectiveConfiguration configuration = EffectiveConfiguration.of(home.configuration(), overrides);
        configuration.listenAddress().check();
        try {
            Framework framework = start(configuration);
            new Announcement(framework.getBundleContext(), configuration, data).whenReady(startedAt);
            framework.waitForStop(0);
            return 0;
        } catch (IOException | BundleException | IllegalStateException failure) {
            if (stop.isAlive()) {
                return 0;
            }
            throw new StartException("Cannot start: " + failure.getMessage(), failure);
        }
    }

    private Framework start(EffectiveConfiguration configuration) throws IOException, BundleException {
        Path effective = data.folder("runtime").resolve("configuration.json");
        configuration.write(effective);
        setSystemProperties();
        FrameworkFactory factory = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow();
        Framework framework = factory.newFramework(properties(effective));
        stop = new Thread(new OrderlyStop(framework), "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        framework.init();
        InstalledBundles.install(home.bundles(), framework.getBundleContext());
        framework.start();
        return framework;
    }

    private void setSystemProperties() throws IOException {
        // The native library of SQLite stays behind at every end.
        String temporary = data.emptyFolder("tmp").toString();
        System.setProperty("java.io.tmpdir", temporary);
        System.setProperty("org.sqlite.tmpdir", temporary);
        System.setProperty("processheat.logs", data.folder("logs").toString());
        System.setProperty("processheat.console.level", overrides.demo() ? "WARN" : "INFO");
        System.setProperty("logback.configurationFile", home.logging().toUri().toString());
        // Without a name server of its own, Netty would ask a public one.
        System.setProperty("io.netty.resolver.dns.defaultNameServerFallback", "127.0.0.1");
        PLATFORM_LOG.setLevel(Level.WARNING);
    }

    private Map<String, String> properties(Path effectiveConfiguration) throws IOException {
        Map<String, String> properties = new HashMap<>();
        properties.put("io.processheat.webhook.data", data.path().toString());
        properties.put("org.osgi.framework.storage", data.folder("runtime").resolve("felix-cache").toString());
        // Configurations lie in there, too: the file and the command line of this start are all that counts.
        properties.put("org.osgi.framework.storage.clean", "onFirstInit");
        properties.put("org.osgi.framework.startlevel.beginning", "30");
        properties.put("configurator.initial", effectiveConfiguration.toUri().toString());
        properties.put("org.apache.felix.http.require.config", "true");
        properties.put("ds.loglevel", "2");
        properties.put("felix.fileinstall.dir", overrides.demo() ? home.load() + "," + home.demo() : home.load().toString());
        properties.put("felix.fileinstall.tmpdir", data.folder("tmp").resolve("fileinstall").toString());
        properties.put("felix.fileinstall.noInitialDelay", "true");
        properties.put("felix.fileinstall.poll", "1000");
        properties.put("felix.fileinstall.log.level", "2");
        properties.put("felix.fileinstall.start.level", "20");
        properties.put("felix.fileinstall.enableConfigSave", "false");
        return properties;
    }
}
