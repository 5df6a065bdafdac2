package io.processheat.webhook.bridge.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** A Felix framework in this process with DS, Configuration Admin, EventAdmin and the bridge's bundle as it was built. */
final class Felix {

    /** The test shares these with the bundles. */
    private static final String SHARED = "org.slf4j;version=1.7.36,com.fasterxml.uuid;version=5.1.0,"
            + "com.fasterxml.uuid.impl;version=5.1.0,io.processheat.webhook.bridge;version=1.0.0,"
            + "org.osgi.service.event;version=1.4.0,org.osgi.service.cm;version=1.6.0";

    private final Framework framework;
    private final Bundle bridge;

    Felix(Path cache) throws BundleException, IOException {
        framework = new FrameworkFactory().newFramework(Map.of(
                Constants.FRAMEWORK_STORAGE, cache.toString(),
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHARED));
        framework.start();
        for (Bundle bundle : install(Path.of(System.getProperty("bundles")))) {
            bundle.start();
        }
        bridge = framework.getBundleContext().installBundle(Path.of(System.getProperty("bundle")).toUri().toString());
        bridge.start();
    }

    private List<Bundle> install(Path folder) throws BundleException, IOException {
        List<Bundle> bundles = new ArrayList<>();
        try (Stream<Path> jars = Files.list(folder)) {
            for (Path jar : jars.toList()) {
                bundles.add(framework.getBundleContext().installBundle(jar.toUri().toString()));
            }
        }
        return bundles;
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    Bundle bridge() {
        return bridge;
    }

    <T> T service(Class<T> type) throws InterruptedException {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context(), type, null);
        tracker.open(); // until the framework stops: what is not tracked any more may be invalidated
        return tracker.waitForService(TimeUnit.SECONDS.toMillis(20));
    }

    void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(TimeUnit.SECONDS.toMillis(20));
    }
}
