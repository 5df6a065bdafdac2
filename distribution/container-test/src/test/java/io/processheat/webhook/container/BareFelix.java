package io.processheat.webhook.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** A runtime of somebody else's: the platform's bundles and a watched folder, nothing of ours. */
final class BareFelix implements AutoCloseable {

    private static final long STOP_MILLIS = 20_000;

    private final Path watched;
    private final RestClient rest;
    private final Framework framework;

    BareFelix(Path folder) throws BundleException, IOException {
        watched = Files.createDirectories(Shipped.watchedFolder(folder));
        Shipped.systemProperties(folder).forEach(System::setProperty);
        Map<String, String> properties = new HashMap<>(Shipped.frameworkProperties(folder));
        // The test, which is no bundle, posts events: it shares the package with the bundles.
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "org.osgi.service.event;version=1.4.0");
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, String.valueOf(Shipped.PLATFORM));
        framework = new FrameworkFactory().newFramework(properties);
        framework.init();
        installPlatform();
        framework.start();
        rest = new RestClient(framework.getBundleContext(), Shipped.dataFolder(folder));
    }

    private void installPlatform() throws BundleException {
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : Shipped.platformBundles()) {
            Bundle bundle = framework.getBundleContext().installBundle(Shipped.location(jar));
            bundle.adapt(BundleStartLevel.class).setStartLevel(Shipped.startLevel(jar));
            bundles.add(bundle);
        }
        for (Bundle bundle : bundles) {
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundle.start();
            }
        }
    }

    RestClient rest() {
        return rest;
    }

    /** Puts a copy into the watched folder and waits until it is installed, so that the next one does come after it. */
    void drop(Path jar) throws IOException {
        String name = jar.getFileName().toString();
        Files.copy(jar, watched.resolve(name));
        Await.until(name + " is installed", () -> installed(name).isPresent());
    }

    /** Overwrites the copy in the watched folder and waits until the bundle was updated and runs again. */
    void replace(Path jar) throws IOException {
        Bundle bundle = installed(jar.getFileName().toString()).orElseThrow();
        long before = bundle.getLastModified();
        Path copy = watched.resolve(jar.getFileName());
        FileTime later = FileTime.from(Files.getLastModifiedTime(copy).toInstant().plusSeconds(2));
        Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(copy, later);
        Await.until(jar.getFileName() + " is updated",
                () -> bundle.getLastModified() > before && bundle.getState() == Bundle.ACTIVE);
    }

    private Optional<Bundle> installed(String name) {
        return Arrays.stream(framework.getBundleContext().getBundles())
                .filter(bundle -> bundle.getLocation().endsWith("/" + name))
                .findFirst();
    }

    void post(String topic, Map<String, ?> properties) {
        BundleContext context = framework.getBundleContext();
        context.getService(context.getServiceReference(EventAdmin.class)).postEvent(new Event(topic, properties));
    }

    @Override
    public void close() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(STOP_MILLIS);
    }
}
