package io.processheat.webhook.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A Felix framework in this process with DS, Configuration Admin, Jackson, the SQLite driver and the store's bundle.
 */
final class Felix implements AutoCloseable {

    /** The test shares these with the bundles; all else comes from the bundles themselves. */
    private static final String SHARED = "org.slf4j;version=1.7.36,org.osgi.service.cm;version=1.6.0,"
            + "io.processheat.webhook;version=1.0.0,io.processheat.webhook.spi;version=1.0.0";

    private final Framework framework;
    private final Bundle store;

    Felix(Path cache, Path data) throws BundleException, IOException {
        framework = new FrameworkFactory().newFramework(Map.of(
                Constants.FRAMEWORK_STORAGE, cache.toString(),
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHARED,
                SqliteStore.DATA_FOLDER, data.toString()));
        framework.start();
        List<Bundle> bundles = new ArrayList<>();
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("bundles")))) {
            for (Path jar : jars.toList()) {
                bundles.add(install(jar));
            }
        }
        for (Bundle bundle : bundles) {
            bundle.start();
        }
        store = install(Path.of(System.getProperty("bundle")));
        store.start();
    }

    Bundle store() {
        return store;
    }

    Bundle driver() {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals("org.xerial.sqlite-jdbc"))
                .findFirst()
                .orElseThrow();
    }

    /** The service, once it is there. */
    <T> T service(Class<T> type) throws InterruptedException {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context(), type, null);
        tracker.open(); // until the framework stops, as a bundle that uses the service would
        T service = tracker.waitForService(TimeUnit.SECONDS.toMillis(20));
        if (service == null) {
            throw new AssertionError("no " + type.getSimpleName());
        }
        return service;
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    @Override
    public void close() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(TimeUnit.SECONDS.toMillis(20));
    }

    private Bundle install(Path jar) throws BundleException {
        return context().installBundle(jar.toUri().toString());
    }
}
