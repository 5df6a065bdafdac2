package io.processheat.webhook.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;

/** Installs the platform's bundles; a folder's leading number is the start level of what lies in it. */
final class InstalledBundles {

    private InstalledBundles() {}

    static void install(Path folder, BundleContext context) throws IOException, BundleException {
        List<Bundle> bundles = new ArrayList<>();
        try (DirectoryStream<Path> levels = Files.newDirectoryStream(folder)) {
            for (Path level : levels) {
                bundles.addAll(installLevel(level, context));
            }
        }
        for (Bundle bundle : bundles) {
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        }
    }

    private static List<Bundle> installLevel(Path folder, BundleContext context) throws IOException, BundleException {
        int level = Integer.parseInt(folder.getFileName().toString().split("-")[0]);
        List<Bundle> bundles = new ArrayList<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : jars) {
                Bundle bundle = context.installBundle("reference:" + jar.toUri());
                bundle.adapt(BundleStartLevel.class).setStartLevel(level);
                bundles.add(bundle);
            }
        }
        return bundles;
    }
}
