package io.processheat.benchmark.soak;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a process and its data folder take of the machine just now.
 *
 * @param residentBytes memory of the process
 * @param besideHeapBytes of that, what is not of the JVM's heap
 * @param descriptors files and sockets that it has open
 * @param databaseBytes of the store's files: the database, its write-ahead log, and the file kept in reserve
 * @param folderBytes of all files in the data folder
 */
record Footprint(
        long residentBytes,
        long besideHeapBytes,
        long threads,
        long descriptors,
        long databaseBytes,
        long logBytes,
        long reserveBytes,
        long folderBytes) {

    private static final String DATABASE = "webhooks.db";
    private static final String LOG = DATABASE + "-wal";
    private static final String JOURNAL = "journal";
    private static final String RESERVE = "reserve";

    static Footprint of(long pid, Path data) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        Memory memory = Memory.of(Files.readAllLines(process.resolve("smaps")));
        return new Footprint(
                memory.bytes(),
                memory.besideHeapBytes(),
                entries(process.resolve("task")),
                entries(process.resolve("fd")),
                bytes(data.resolve(DATABASE).toFile()),
                bytes(data.resolve(LOG).toFile()),
                bytes(data.resolve(RESERVE).toFile()),
                bytes(data.toFile()));
    }

    /** What the quota bounds. */
    static long storeBytes(Path data) {
        return bytes(data.resolve(DATABASE).toFile())
                + bytes(data.resolve(LOG).toFile())
                + bytes(data.resolve(JOURNAL).toFile())
                + bytes(data.resolve(RESERVE).toFile());
    }

    private static long entries(Path folder) throws IOException {
        String[] names = folder.toFile().list();
        if (names == null) {
            throw new IOException(folder + " cannot be read");
        }
        return names.length;
    }

    /** Files come and go meanwhile; what is gone has no size. */
    private static long bytes(File file) {
        File[] inside = file.listFiles();
        return inside == null ? file.length() : Arrays.stream(inside).mapToLong(Footprint::bytes).sum();
    }
}
