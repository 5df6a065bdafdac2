package io.processheat.webhook.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The admin token of a runtime nobody configured one for: made once, readable by the owner alone. */
final class TokenFile {

    private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final int RANDOM_BYTES = 32;

    private final Path path;

    TokenFile(Path path) {
        this.path = path;
    }

    /** The token in the file, which is made where there is none. */
    String readOrCreate() throws IOException {
        return Files.exists(path) ? read() : create();
    }

    private String read() throws IOException {
        String token = Files.readString(path).strip();
        if (!Settings.isToken(token)) {
            throw new IOException("it holds no token: one line of visible ASCII without commas. Delete it to have one made");
        }
        warnWhereOthersMayRead();
        return token;
    }

    /** A crash leaves either no file or a whole one: the name appears when the content is on disk. */
    private String create() throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent(), attributes(OWNER_ONLY_FOLDER));
        String token = newToken();
        Path draft = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel file = FileChannel.open(draft, options, attributes(OWNER_ONLY))) {
            ByteBuffer line = ByteBuffer.wrap((token + "\n").getBytes(StandardCharsets.US_ASCII));
            while (line.hasRemaining()) {
                file.write(line);
            }
            file.force(true);
        }
        Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
        syncFolder();
        LOG.info("Made a token for the REST API: {}", path.toAbsolutePath());
        return token;
    }

    /** Else a power failure might undo the name, and with it a token that is in use already. */
    private void syncFolder() throws IOException {
        if (isPosix()) {
            try (FileChannel folder = FileChannel.open(path.toAbsolutePath().getParent())) {
                folder.force(true);
            }
        }
    }

    private static String newToken() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return "whk_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
        return isPosix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private void warnWhereOthersMayRead() throws IOException {
        if (isPosix() && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(path))) {
            LOG.warn("{} lets others than its owner at the REST API's token; chmod 600 it", path.toAbsolutePath());
        }
    }

    private boolean isPosix() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
