package io.processheat.systemtest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that publish over REST without a pause and remember which of their event ids were acknowledged. */
final class Publishers {

    static final String TYPE = "calculation.completed";

    private static final Duration PAUSE_WHERE_REFUSED = Duration.ofMillis(20);

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger unexpected = new AtomicInteger();
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final List<Thread> threads = new ArrayList<>();

    /** @param name begins the event ids, which must not have been used before */
    static Publishers start(int count, String name, Instance instance) throws IOException {
        Publishers publishers = new Publishers();
        Rest rest = instance.rest();
        for (int number = 0; number < count; number++) {
            String prefix = name + "-" + number + "-";
            publishers.threads.add(new Thread(() -> publishers.publish(rest, prefix, instance), "publisher " + prefix));
        }
        publishers.threads.forEach(Thread::start);
        return publishers;
    }

    Set<String> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    int count() {
        return acknowledged.size();
    }

    /** How often 503 was the answer. */
    int refused() {
        return refused.get();
    }

    /** How often the answer was neither 202 nor 503. */
    int unexpected() {
        return unexpected.get();
    }

    /** Ends the load and waits for the answers that are still due. */
    void finish() throws InterruptedException {
        running.set(false);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void publish(Rest rest, String prefix, Instance instance) {
        int number = 0;
        while (running.get()) {
            try {
                String id = prefix + number++;
                judge(id, rest.post("/events", Map.of(
                        "event_type", TYPE, "event_id", id, "payload", Map.of("number", number))));
            } catch (IOException broken) {
                // Whether the event is stored is unknown then: it is not counted as acknowledged.
                if (!instance.isAlive()) {
                    return;
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void judge(String id, Rest.Answer answer) throws InterruptedException {
        switch (answer.status()) {
            case 202 -> acknowledged.add(id);
            case 503 -> {
                refused.incrementAndGet();
                Thread.sleep(PAUSE_WHERE_REFUSED.toMillis());
            }
            default -> unexpected.incrementAndGet();
        }
    }
}
