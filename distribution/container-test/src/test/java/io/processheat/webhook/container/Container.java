package io.processheat.webhook.container;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.options.UrlProvisionOption;
import org.osgi.framework.Constants;

/** The distribution as options of Pax Exam. */
final class Container {

    private Container() {}

    static Option[] options() {
        Path folder = Shipped.newFolder();
        List<Option> options = new ArrayList<>();
        options.add(junitBundles());
        Shipped.frameworkProperties(folder).forEach((key, value) -> options.add(frameworkProperty(key).value(value)));
        Shipped.systemProperties(folder).forEach((key, value) -> options.add(systemProperty(key).value(value)));
        Shipped.platformBundles().forEach(jar -> options.add(provision(jar, Shipped.startLevel(jar))));
        Shipped.ourBundles().forEach(jar -> options.add(provision(jar, Shipped.OURS)));
        return new Option[] {composite(options.toArray(Option[]::new))};
    }

    private static Option provision(Path jar, int startLevel) {
        UrlProvisionOption option = bundle(Shipped.location(jar)).startLevel(startLevel);
        return isFragment(jar) ? option.noStart() : option;
    }

    private static boolean isFragment(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes().getValue(Constants.FRAGMENT_HOST) != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
