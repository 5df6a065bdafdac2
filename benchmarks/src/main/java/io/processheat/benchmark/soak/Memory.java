package io.processheat.benchmark.soak;

import java.util.List;

/**
 * Resident memory of a JVM, from what {@code /proc/<pid>/smaps} says of its mappings.
 *
 * @param besideHeapBytes what is not of the heap
 */
record Memory(long bytes, long besideHeapBytes) {

    /** HotSpot puts a heap that fits there below 4 GiB, and on 64-bit Linux nothing else lies there. */
    private static final long HEAP_LIES_BELOW = 1L << 32;

    private static final String MAPPING = "[0-9a-f]+-[0-9a-f]+ .*";
    private static final String RESIDENT = "Rss:";

    static Memory of(List<String> smaps) {
        long all = 0;
        long beside = 0;
        boolean ofHeap = false;
        for (String line : smaps) {
            if (line.matches(MAPPING)) {
                long start = Long.parseUnsignedLong(line.substring(0, line.indexOf('-')), 16);
                ofHeap = Long.compareUnsigned(start, HEAP_LIES_BELOW) < 0;
            } else if (line.startsWith(RESIDENT)) {
                long bytes = Long.parseLong(line.replaceAll("\\D", "")) << 10;
                all += bytes;
                beside += ofHeap ? 0 : bytes;
            }
        }
        return new Memory(all, beside);
    }
}
