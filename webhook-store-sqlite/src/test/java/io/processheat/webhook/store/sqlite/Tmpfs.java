package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A small disk of its own, which a test can fill to the last byte. To mount one takes the rights to do so. */
final class Tmpfs implements AutoCloseable {

    private final Path folder;

    private Tmpfs(Path folder) {
        this.folder = folder;
    }

    static Tmpfs mount(Path folder, int mebibytes) throws Exception {
        int result = run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder.toString());
        assumeTrue(result == 0, "this user may not mount a file system here");
        return new Tmpfs(folder);
    }

    Path folder() {
        return folder;
    }

    /** Somebody else's file that takes all there is. */
    void fill() throws IOException {
        byte[] block = new byte[4_096];
        try (OutputStream filler = Files.newOutputStream(filler())) {
            while (true) {
                filler.write(block);
            }
        } catch (IOException e) {
            if (Files.getFileStore(folder).getUsableSpace() > 0) {
                throw e;
            }
        }
    }

    void clear() throws IOException {
        Files.delete(filler());
    }

    @Override
    public void close() throws Exception {
        run("umount", "-l", folder.toString()); // as soon as nobody uses it any more
    }

    private Path filler() {
        return folder.resolve("somebody else's");
    }

    private static int run(String... command) throws Exception {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor(20, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (IOException e) {
            return -1;
        }
    }
}
