package io.processheat.webhook.signing;

import io.processheat.webhook.WebhookException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that holds the {@link SealingKey}: read at the first use, made where there is none.
 *
 * <p>A file that cannot be read is tried again at each use, so that mounting the volume or correcting its owner is
 * enough.
 */
final class KeyFile {

    private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
    private static final Set<PosixFilePermission> READ_BY_STRANGERS =
            EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private final Path dataFolder;
    private final Path file;
    private final SecureRandom random;
    private volatile SealingKey key;

    KeyFile(Path dataFolder, Path file, SecureRandom random) {
        this.dataFolder = dataFolder;
        this.file = file;
        this.random = random;
    }

    Path path() {
        return file;
    }

    /** @throws WebhookException {@code UNAVAILABLE}, naming the file and what is wrong with it */
    SealingKey key() {
        SealingKey known = key;
        return known != null ? known : load();
    }

    private synchronized SealingKey load() {
        if (key == null) {
            try {
                if (Files.notExists(file)) {
                    create();
                }
                key = read();
            } catch (IOException e) {
                throw unavailable("cannot be read or made (" + e + ")", e);
            }
        }
        return key;
    }

    private SealingKey read() throws IOException {
        long size = Files.size(file);
        if (size != SealingKey.BYTES) {
            // Not replaced: the secrets in the store may be sealed with what it once held.
            throw unavailable("has " + size + " bytes instead of " + SealingKey.BYTES + "; restore it from its backup", null);
        }
        warnWhereStrangersCanRead();
        return new SealingKey(Files.readAllBytes(file));
    }

    private void create() throws IOException {
        Path folder = file.getParent();
        if (file.startsWith(dataFolder) && !Files.isDirectory(folder)) {
            // Elsewhere a missing folder is rather a volume that is not mounted: no second key is made in its place.
            Files.createDirectories(folder);
        }
        Path temporary = Files.createTempFile(folder, file.getFileName() + ".", ".tmp"); // mode 0600, by its contract
        try {
            write(temporary, newKey());
            Files.move(temporary, file);
            force(folder);
            LOG.info("Made the key file {}: back it up, secrets in the store cannot be read without it", file);
        } catch (FileAlreadyExistsException e) {
            LOG.info("The key file {} was made by another process meanwhile", file);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private byte[] newKey() {
        byte[] bytes = new byte[SealingKey.BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void write(Path target, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** Makes the rename itself survive a power loss; only POSIX systems open folders. */
    private static void force(Path folder) throws IOException {
        if (isPosix(folder)) {
            try (FileChannel channel = FileChannel.open(folder)) {
                channel.force(true);
            }
        }
    }

    private void warnWhereStrangersCanRead() throws IOException {
        if (isPosix(file)) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.stream().anyMatch(READ_BY_STRANGERS::contains)) {
                LOG.warn("The key file {} can be read by others than its owner: chmod 600 it", file);
            }
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private WebhookException unavailable(String what, IOException cause) {
        String message = "The key file " + file + " " + what;
        return new WebhookException(WebhookException.Reason.UNAVAILABLE, null, message, cause);
    }
}
