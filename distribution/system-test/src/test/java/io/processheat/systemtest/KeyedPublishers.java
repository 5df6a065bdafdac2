package io.processheat.systemtest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that publish over REST without a pause, each for ordering keys of its own: what one of them got acknowledged
 * was stored in the order of its numbers. They write down what was acknowledged, and go on from there in the next round.
 */
final class KeyedPublishers {

    static final String TYPE = "alarm.triggered";

    private static final int THREADS = 8;
    private static final int KEYS_EACH = 4;
    private static final int REFUSED_PAUSE_MILLIS = 20;

    private final Journal acknowledged;
    private final List<String> webhooks;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger unexpected = new AtomicInteger();
    private final Queue<String> deliveries = new ConcurrentLinkedQueue<>();
    private final List<Map<String, Integer>> numbers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private AtomicBoolean running;

    /** @param webhooks paths of the receivers that get all of it */
    KeyedPublishers(Journal acknowledged, List<String> webhooks) {
        this.acknowledged = acknowledged;
        this.webhooks = webhooks;
        for (int thread = 0; thread < THREADS; thread++) {
            numbers.add(new HashMap<>());
        }
    }

    void start(Instance instance) throws IOException {
        Rest rest = instance.rest();
        AtomicBoolean run = new AtomicBoolean(true);
        running = run;
        for (int number = 0; number < THREADS; number++) {
            int thread = number;
            threads.add(new Thread(() -> publish(thread, rest, instance, run), "publisher " + thread));
        }
        threads.forEach(Thread::start);
    }

    /** Ends the load and waits for the answers that are still due. */
    void finish() throws InterruptedException {
        running.set(false);
        for (Thread thread : threads) {
            thread.join();
        }
        threads.clear();
    }

    /** How many events were acknowledged. */
    int count() {
        return count.get();
    }

    /** How often the answer was neither 202 nor 503. */
    int unexpected() {
        return unexpected.get();
    }

    /** A delivery that was acknowledged, each once; null where there is none. */
    String someDelivery() {
        return deliveries.poll();
    }

    private void publish(int thread, Rest rest, Instance instance, AtomicBoolean run) {
        for (int turn = 0; run.get(); turn++) {
            try {
                // One of five has no key.
                String key = turn % (KEYS_EACH + 1) == 0 ? null : thread + "." + turn % (KEYS_EACH + 1);
                publish(rest, thread, key);
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

    private void publish(Rest rest, int thread, String key) throws IOException, InterruptedException {
        int number = numbers.get(thread).merge(key == null ? "none" : key, 1, Integer::sum);
        String id = "t" + thread + "_k" + (key == null ? "none" : key.replace('.', '-')) + "_" + number;
        Map<String, Object> payload = new HashMap<>();
        payload.put("key", key);
        payload.put("number", number);
        Map<String, Object> event = new HashMap<>(Map.of("event_type", TYPE, "event_id", id, "payload", payload));
        if (key != null) {
            event.put("ordering_key", key);
        }
        Rest.Answer answer = rest.post("/events", event);
        switch (answer.status()) {
            case 202 -> acknowledged(id, key, number, answer);
            case 503 -> Thread.sleep(REFUSED_PAUSE_MILLIS);
            default -> unexpected.incrementAndGet();
        }
    }

    private void acknowledged(String id, String key, int number, Rest.Answer answer) {
        Map<String, Object> entry = new HashMap<>();
        entry.put("event", id);
        entry.put("key", key);
        entry.put("number", number);
        entry.put("webhooks", webhooks);
        acknowledged.write(entry);
        count.incrementAndGet();
        deliveries.add(answer.body().path("delivery_ids").path(0).asText());
    }
}
