package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.Backup;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder of backups: each in a folder named after its moment, the newest are kept, unfinished ones are removed. */
final class Backups {

    private static final String UNFINISHED = "unfinished";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss-SSS'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern NAMES = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d-\\d{3}Z");

    private final Path folder;

    Backups(Path folder) {
        this.folder = folder;
    }

    /** What a process left that died at it. */
    void removeUnfinished() throws IOException {
        remove(folder.resolve(UNFINISHED));
    }

    /** @return an empty file for the copy */
    Path begin() throws IOException {
        if (!Files.isDirectory(folder)) {
            OwnerOnly.makeFolder(folder);
        }
        removeUnfinished();
        Path unfinished = folder.resolve(UNFINISHED);
        OwnerOnly.makeFolder(unfinished);
        Path copy = unfinished.resolve(DataFolder.DATABASE);
        OwnerOnly.makeFile(copy);
        return copy;
    }

    /** Gives the copy its name once it is on disk, and removes the oldest others above the number to keep. */
    Backup finish(Path copy, Instant takenAt, int keep) throws IOException {
        try (FileChannel written = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        OwnerOnly.syncEntries(copy.getParent());
        Path named = folder.resolve(NAME.format(takenAt));
        Files.move(copy.getParent(), named, StandardCopyOption.ATOMIC_MOVE);
        OwnerOnly.syncEntries(folder);
        OwnerOnly.syncEntries(folder.getParent());
        removeOldest(named, keep);
        Path file = named.resolve(DataFolder.DATABASE);
        return new Backup(file, Files.size(file), takenAt);
    }

    /** By their names; after the clock was set back, the one just made stays all the same. */
    private void removeOldest(Path justMade, int keep) throws IOException {
        List<Path> others;
        try (Stream<Path> found = Files.list(folder)) {
            others = found.filter(path -> NAMES.matcher(path.getFileName().toString()).matches())
                    .filter(path -> !path.equals(justMade))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path tooOld : others.subList(Math.min(keep - 1, others.size()), others.size())) {
            remove(tooOld);
        }
    }

    /** A backup's folder holds files only. */
    private static void remove(Path backup) throws IOException {
        if (!Files.isDirectory(backup)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> found = Files.list(backup)) {
            files = found.toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(backup);
    }
}
