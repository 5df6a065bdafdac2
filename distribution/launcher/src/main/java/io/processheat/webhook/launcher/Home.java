package io.processheat.webhook.launcher;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** The unpacked distribution: read only at run time, and relocatable. */
record Home(Path folder) {

    static Home ofThisProgram() throws StartException {
        try {
            Path jar = Path.of(Home.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return new Home(jar.getParent().getParent());
        } catch (URISyntaxException unreadable) {
            throw new StartException("Cannot tell which folder this program lies in: " + unreadable.getMessage(), unreadable);
        }
    }

    /** Bundles of the platform, in folders that begin with their start level. */
    Path bundles() {
        return folder.resolve("bundle");
    }

    /** Watched: our own bundles, and the users'. */
    Path load() {
        return folder.resolve("load");
    }

    Path demo() {
        return folder.resolve("demo");
    }

    Path configuration() {
        return folder.resolve("conf").resolve("webhooks.json");
    }

    Path logging() {
        return folder.resolve("conf").resolve("logback.xml");
    }
}
