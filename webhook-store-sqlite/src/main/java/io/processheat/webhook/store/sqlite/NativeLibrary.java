package io.processheat.webhook.store.sqlite;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the driver unpacks SQLite's native library: below the data folder, because a temporary folder may be mounted
 * noexec, be open to others, or be cleaned while we run.
 */
final class NativeLibrary {

    private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);
    private static final String PROPERTY = "org.sqlite.tmpdir";

    private NativeLibrary() {}

    /** To be called before the driver's first connection, with the folder locked. */
    static void prepare(DataFolder folder) throws IOException {
        String chosen = System.getProperty(PROPERTY);
        Path target = folder.path().resolve("native").toAbsolutePath();
        if (chosen != null && !Path.of(chosen).equals(target) && Files.isDirectory(Path.of(chosen))) {
            return;
        }
        Files.createDirectories(target);
        removeLeftovers(target);
        System.setProperty(PROPERTY, target.toString());
    }

    /** The driver removes its copy when the process ends in order; each kill -9 leaves one. */
    private static void removeLeftovers(Path target) throws IOException {
        try (DirectoryStream<Path> copies = Files.newDirectoryStream(target, "sqlite-*")) {
            for (Path copy : copies) {
                remove(copy);
            }
        }
    }

    private static void remove(Path copy) {
        try {
            Files.delete(copy);
        } catch (IOException e) {
            LOG.debug("{} stays: it is loaded in this process", copy, e);
        }
    }
}
