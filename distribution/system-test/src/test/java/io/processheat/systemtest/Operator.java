package io.processheat.systemtest;

import java.io.IOException;
import java.util.Map;
import java.util.Random;

/** Pauses, resumes and replays while others publish, and writes down what was acknowledged. */
final class Operator implements AutoCloseable {

    private static final int LONGEST_REST_MILLIS = 60;

    private final Journal acknowledged;
    private final Rest rest;
    private final Map<String, String> pausable;
    private final KeyedPublishers publishers;
    private final Random random;
    private final Thread thread = new Thread(this::work, "operator");
    private volatile boolean running = true;

    private Operator(
            Journal acknowledged, Rest rest, Map<String, String> pausable, KeyedPublishers publishers, long seed) {
        this.acknowledged = acknowledged;
        this.rest = rest;
        this.pausable = pausable;
        this.publishers = publishers;
        this.random = new Random(seed);
    }

    /** @param pausable webhook ids by path */
    static Operator start(
            Journal acknowledged, Instance instance, Map<String, String> pausable, KeyedPublishers publishers, long seed)
            throws IOException {
        Operator operator = new Operator(acknowledged, instance.rest(), pausable, publishers, seed);
        operator.thread.start();
        return operator;
    }

    private void work() {
        try {
            while (running) {
                switch (random.nextInt(3)) {
                    case 0 -> pause();
                    case 1 -> resume();
                    default -> replay();
                }
                Thread.sleep(random.nextInt(LONGEST_REST_MILLIS));
            }
        } catch (IOException killed) {
            // What was asked for last is unknown, so it is not written down.
            return;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void pause() throws IOException, InterruptedException {
        for (Map.Entry<String, String> webhook : pausable.entrySet()) {
            if (rest.send("POST", "/webhooks/" + webhook.getValue() + "/pause", null).status() == 200) {
                acknowledged.write(Map.of("paused", webhook.getKey(), "nanos", System.nanoTime()));
            }
        }
    }

    private void resume() throws IOException, InterruptedException {
        for (Map.Entry<String, String> webhook : pausable.entrySet()) {
            acknowledged.write(Map.of("resumed", webhook.getKey(), "nanos", System.nanoTime()));
            rest.send("POST", "/webhooks/" + webhook.getValue() + "/resume", null);
        }
    }

    /** Where the delivery is not finished yet, the answer is 409. */
    private void replay() throws IOException, InterruptedException {
        String delivery = publishers.someDelivery();
        if (delivery == null) {
            return;
        }
        Rest.Answer answer = rest.send("POST", "/deliveries/" + delivery + "/retry", null);
        if (answer.status() == 202) {
            acknowledged.write(Map.of("replay", answer.text("delivery_id"), "webhook", answer.text("webhook_id")));
        }
    }

    /** Waits for the answer that is still due. */
    @Override
    public void close() throws InterruptedException {
        running = false;
        thread.join();
    }
}
