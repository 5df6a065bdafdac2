package io.processheat.webhook.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the distribution consists of, and how a framework that holds it is set up here. */
final class Shipped {

    static final int LOGGING = 1;
    static final int PLATFORM = 2;
    static final int OURS = 3;

    private static final Path BUILD = Path.of(System.getProperty("build.directory"));
    private static final Pattern OF_LOGGING =
            Pattern.compile("(slf4j|logback|asm|org\\.apache\\.aries\\.spifly|org\\.apache\\.felix\\.log).*");
    private static final String CONFIGURATION = """
            {
              ":configurator:resource-version": 1,
              ":configurator:symbolic-name": "io.processheat.webhook.conf",
              ":configurator:version": "1.0.0",
              "io.processheat.webhook.delivery": {"allow.networks": ["127.0.0.0/8"], "drain.ms": 200},
              "org.apache.felix.eventadmin.impl.EventAdmin": {
                "org.apache.felix.eventadmin.IgnoreTimeout": ["io.processheat.webhook.bridge.internal.TopicHandler"]
              }
            }
            """;

    private Shipped() {}

    static List<Path> platformBundles() {
        return jars("platform");
    }

    static List<Path> ourBundles() {
        return jars("load");
    }

    /** Of a bundle of the platform: logging first, else nothing is logged. */
    static int startLevel(Path jar) {
        return OF_LOGGING.matcher(jar.getFileName().toString()).matches() ? LOGGING : PLATFORM;
    }

    /** For all that one framework writes. */
    static Path newFolder() {
        try {
            return Files.createTempDirectory(Files.createDirectories(BUILD.resolve("frameworks")), "it-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Read where it lies: a copy in each framework's cache would be 30 MB. */
    static String location(Path jar) {
        return "reference:" + jar.toUri();
    }

    static Path dataFolder(Path folder) {
        return folder.resolve("data");
    }

    static Path watchedFolder(Path folder) {
        return folder.resolve("load");
    }

    static Map<String, String> frameworkProperties(Path folder) {
        Map<String, String> properties = new HashMap<>();
        properties.put("io.processheat.webhook.data", dataFolder(folder).toString());
        properties.put("org.osgi.framework.storage", folder.resolve("felix-cache").toString());
        properties.put("felix.cm.dir", folder.resolve("config").toString());
        properties.put("configurator.initial", CONFIGURATION);
        properties.put("org.osgi.service.http.port", "0");
        properties.put("org.apache.felix.http.host", "127.0.0.1");
        properties.put("felix.fileinstall.dir", watchedFolder(folder).toString());
        properties.put("felix.fileinstall.tmpdir", folder.resolve("fileinstall").toString());
        properties.put("felix.fileinstall.noInitialDelay", "true");
        properties.put("felix.fileinstall.poll", "100");
        properties.put("felix.fileinstall.enableConfigSave", "false");
        return properties;
    }

    /** Where the shipped logging configuration writes to. */
    static Map<String, String> systemProperties(Path folder) {
        return Map.of("processheat.logs", folder.resolve("logs").toString(), "processheat.console.level", "OFF");
    }

    private static List<Path> jars(String folder) {
        try (Stream<Path> files = Files.list(BUILD.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
