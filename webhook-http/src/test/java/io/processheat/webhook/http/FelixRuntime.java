package io.processheat.webhook.http;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.felix.framework.Felix;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** A framework with an HTTP Whiteboard, Declarative Services and our bundle as it was built. */
final class FelixRuntime implements AutoCloseable {

    private static final String SHARED_WITH_THE_TEST = String.join(",",
            "io.processheat.webhook;version=1.0.0",
            "io.processheat.webhook.spi;version=1.0.0",
            "org.osgi.service.cm;version=1.6.0",
            // both versions, as the bundle of slf4j 2 exports them
            "org.slf4j;version=1.7.36",
            "org.slf4j;version=2.0.17",
            "org.slf4j.spi;version=2.0.17");

    private final Felix framework;
    private final Bundle ours;

    FelixRuntime(Path folder) throws BundleException, IOException {
        framework = new Felix(Map.of(
                Constants.FRAMEWORK_STORAGE, folder.resolve("cache").toString(),
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHARED_WITH_THE_TEST,
                "org.osgi.service.http.port", "0",
                "org.apache.felix.http.host", "127.0.0.1",
                "io.processheat.webhook.data", folder.resolve("data").toString()));
        framework.start();
        List<Bundle> bundles = new ArrayList<>();
        try (var files = Files.list(Path.of(System.getProperty("bundles")))) {
            for (Path file : files.toList()) {
                bundles.add(install(file));
            }
        }
        ours = install(Path.of(System.getProperty("bundle")));
        bundles.add(ours);
        for (Bundle bundle : bundles) {
            bundle.start();
        }
    }

    private Bundle install(Path file) throws BundleException {
        return framework.getBundleContext().installBundle(file.toUri().toString());
    }

    Bundle ours() {
        return ours;
    }

    int port() {
        BundleContext context = framework.getBundleContext();
        ServiceReference<?> runtime = context.getServiceReference("org.osgi.service.servlet.runtime.HttpServiceRuntime");
        String[] endpoints = (String[]) runtime.getProperty("osgi.http.endpoint");
        return URI.create(endpoints[0]).getPort();
    }

    <T> ServiceRegistration<T> register(Class<T> type, T service) {
        return framework.getBundleContext().registerService(type, service, null);
    }

    void configure(Map<String, ?> properties) throws IOException {
        configuration().update(new Hashtable<>(properties));
    }

    void unconfigure() throws IOException {
        configuration().delete();
    }

    private Configuration configuration() throws IOException {
        BundleContext context = framework.getBundleContext();
        return context.getService(context.getServiceReference(ConfigurationAdmin.class)).getConfiguration(RestApi.PID, "?");
    }

    /** Waits for what the framework does on threads of its own. */
    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not in 20 s: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    @Override
    public void close() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(10_000);
    }
}
