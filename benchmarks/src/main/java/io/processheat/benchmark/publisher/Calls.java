package io.processheat.benchmark.publisher;

import io.processheat.benchmark.sink.Histogram;
import io.processheat.webhook.WebhookSubscriberManager;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * One thread that publishes one event after the other, each acknowledged before the next.
 *
 * @param medianMicros of a call, until it is acknowledged
 * @param callerCpuMicros processor time of the calling thread for a call, in which the event is checked, made canonical and
 *     matched
 */
public record Calls(long count, double medianMicros, double callerCpuMicros) {

    static Calls make(WebhookSubscriberManager manager, String type, double seconds) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Histogram durations = new Histogram();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        long cpuBefore = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        while (start < end) {
            manager.triggerWebhook(type, Payload.publishedAt(start));
            long now = System.nanoTime();
            durations.add((now - start) / 1_000);
            start = now;
        }
        double cpu = threads.getCurrentThreadCpuTime() - cpuBefore;
        return new Calls(durations.count(), durations.percentile(0.5), cpu / 1e3 / durations.count());
    }

    Message message() {
        return Message.about("done").with("count", count).with("median", medianMicros).with("cpu", callerCpuMicros);
    }

    public static Calls from(Message message) {
        return new Calls(message.number("count"), message.decimal("median"), message.decimal("cpu"));
    }
}
