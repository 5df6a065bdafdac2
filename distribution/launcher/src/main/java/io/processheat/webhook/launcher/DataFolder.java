package io.processheat.webhook.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** The folder that everything written at run time lies under, locked against a second runtime. */
final class DataFolder implements AutoCloseable {

    private final Path folder;
    private final FileChannel channel;

    private DataFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    static DataFolder open(Path path) throws StartException {
        Path folder = path.toAbsolutePath().normalize();
        try {
            create(folder);
            FileChannel channel = FileChannel.open(
                    folder.resolve("runtime.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw new StartException("Another process runs on the data folder " + folder
                        + ": stop it, or name another folder with --data.");
            }
            return new DataFolder(folder, channel);
        } catch (IOException unusable) {
            throw new StartException("Cannot use the data folder " + folder + ": " + unusable, unusable);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException lockedByThisProcess) {
            return false;
        }
    }

    private static void create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    Path path() {
        return folder;
    }

    /** A folder below, the owner's alone, made where it is missing. */
    Path folder(String name) throws IOException {
        create(folder.resolve(name));
        return folder.resolve(name);
    }

    /** An empty folder below: what an earlier run left in it is gone. */
    Path emptyFolder(String name) throws IOException {
        Path left = folder.resolve(name);
        if (Files.isDirectory(left)) {
            try (Stream<Path> files = Files.walk(left)) {
                for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                    Files.delete(file);
                }
            }
        }
        return folder(name);
    }

    @Override
    public void close() throws StartException {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new StartException("Cannot release the data folder " + folder + ": " + failure, failure);
        }
    }
}
