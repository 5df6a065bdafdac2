package io.processheat.benchmark.publisher;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the threads of this process allocate on its heap from the making of this object on: counted by the JVM as they
 * allocate, so that it does not depend on when garbage is collected.
 *
 * <p>A thread that ends meanwhile counts where it said so. The engine's own live as long as it does.
 */
final class Allocation {

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Map<Long, Long> before = byThread();
    private final LongAdder ended = new LongAdder();

    /** The calling thread, made after this object, is about to end. */
    void threadEnds() {
        ended.add(threads.getCurrentThreadAllocatedBytes());
    }

    long bytes() {
        long bytes = ended.sum();
        for (Map.Entry<Long, Long> thread : byThread().entrySet()) {
            bytes += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
        }
        return bytes;
    }

    private Map<Long, Long> byThread() {
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        Map<Long, Long> byThread = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            // -1: it has ended between the two calls.
            byThread.put(ids[i], Math.max(0, bytes[i]));
        }
        return byThread;
    }
}
