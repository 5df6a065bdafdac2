package io.processheat.webhook.store.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders that only the user who runs the program may look into, where files have modes. */
final class OwnerOnly {

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<?>[] NO_ATTRIBUTES = {};

    private OwnerOnly() {}

    /** @throws java.nio.file.FileAlreadyExistsException where it is there */
    static void makeFolder(Path folder) throws IOException {
        Files.createDirectory(folder, attributes(folder, FOLDER));
    }

    static void makeFile(Path file) throws IOException {
        Files.createFile(file, attributes(file, FILE));
    }

    static boolean isClosedFolder(Path folder) throws IOException {
        return !hasModes(folder) || FOLDER.containsAll(Files.getPosixFilePermissions(folder));
    }

    static void closeFolder(Path folder) throws IOException {
        if (hasModes(folder)) {
            Files.setPosixFilePermissions(folder, FOLDER);
        }
    }

    static void closeFile(Path file) throws IOException {
        if (hasModes(file)) {
            Files.setPosixFilePermissions(file, FILE);
        }
    }

    /** After a power loss what was made, renamed or removed in the folder must be so as well. */
    static void syncEntries(Path folder) throws IOException {
        if (folder == null || !hasModes(folder)) {
            return;
        }
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    private static FileAttribute<?>[] attributes(Path near, Set<PosixFilePermission> permissions) {
        return hasModes(near)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : NO_ATTRIBUTES;
    }

    private static boolean hasModes(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
