package io.processheat.benchmark.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Processor time that processes used, from {@code /proc}, in ticks of 10 ms.
 *
 * <p>Unlike a rate it leaves out the time in which other programs had the processors.
 */
final class CpuClock {

    private static final int USER = 14;
    private static final int ENDED_CHILDREN = 16;
    private static final double SECONDS_PER_TICK = 0.01;

    private CpuClock() {}

    /** Seconds of a process that runs. */
    static double of(long pid) throws IOException {
        return seconds(Files.readString(Path.of("/proc", Long.toString(pid), "stat")), USER);
    }

    /** Seconds of the children of this process that have ended. */
    static double ofEndedChildren() throws IOException {
        return seconds(Files.readString(Path.of("/proc/self/stat")), ENDED_CHILDREN);
    }

    /** User and system time; the fields count from 1, and the second, the command, may hold spaces. */
    static double seconds(String stat, int field) {
        String[] fromThird = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fromThird[field - 3]) + Long.parseLong(fromThird[field - 2])) * SECONDS_PER_TICK;
    }
}
