package io.processheat.webhook.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.util.tracker.ServiceTracker;

/** A Felix framework in this process with DS, Configuration Admin, Jackson and the id generator; not yet with our bundle. */
final class Felix {

    /** The test shares these with the bundles; all else comes from the bundles themselves. */
    private static final String SHARED = "org.slf4j;version=1.7.36,org.osgi.service.cm;version=1.6.0,"
            + "io.processheat.webhook;version=1.0.0,io.processheat.webhook.spi;version=1.0.0";

    private final Framework framework;

    Felix(Path cache) throws BundleException, IOException {
        framework = new FrameworkFactory().newFramework(Map.of(
                Constants.FRAMEWORK_STORAGE, cache.toString(), Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHARED));
        framework.start();
        List<Bundle> bundles = new ArrayList<>();
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("bundles")))) {
            for (Path jar : jars.toList()) {
                bundles.add(context().installBundle(jar.toUri().toString()));
            }
        }
        for (Bundle bundle : bundles) {
            bundle.start();
        }
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    Bundle startCore() throws BundleException {
        Bundle core = context().installBundle(Path.of(System.getProperty("bundle")).toUri().toString());
        core.start();
        return core;
    }

    Bundle startBridge() throws BundleException, IOException {
        Bundle bridge = context().installBundle("bridge", BridgeStandIn.jar());
        bridge.start();
        return bridge;
    }

    /** Puts new wirings in force, as a deployer does after an update. */
    void refresh(Bundle bundle) {
        List<FrameworkEvent> done = new ArrayList<>();
        framework.adapt(FrameworkWiring.class).refreshBundles(List.of(bundle), event -> {
            synchronized (done) {
                done.add(event);
            }
        });
        await("refreshed", () -> {
            synchronized (done) {
                return !done.isEmpty();
            }
        });
    }

    <T> T service(Class<T> type) throws InterruptedException {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context(), type, null);
        tracker.open(); // until the framework stops, as a bundle that uses the service would
        T service = tracker.waitForService(TimeUnit.SECONDS.toMillis(20));
        if (service == null) {
            throw new AssertionError("no " + type.getSimpleName());
        }
        return service;
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("still not: " + what);
            }
            Thread.yield();
        }
    }

    void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(TimeUnit.SECONDS.toMillis(20));
    }
}
