package io.processheat.benchmark.publisher;

import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.WebhookRegistration;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.WebhookSubscriberManager;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.osgi.service.event.EventAdmin;

/** Carries out what the benchmark asks for, one order at a time. */
final class Orders {

    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long SETTLE_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final Message DONE = Message.about("done");

    private final WebhookSubscriberManager manager;
    private final EventAdmin events;
    private final Map<String, Audience> audiences = new HashMap<>();

    Orders(WebhookSubscriberManager manager, EventAdmin events) {
        this.manager = manager;
        this.events = events;
    }

    Message carryOut(Message order) throws Exception {
        return switch (order.about()) {
            case "types" -> DONE.with("types", List.copyOf(manager.eventTypes()));
            case "register" -> register(order);
            case "unregister" -> unregister(order);
            case "pause" -> pause(order);
            case "resume" -> resume(order);
            case LoadOrder.ABOUT -> load(LoadOrder.from(order)).message();
            case "calls" -> Calls.make(manager, order.text("type"), order.decimal("seconds")).message();
            case PlantOrder.ABOUT -> plant(PlantOrder.from(order));
            case "expired" -> expired(audience(order.text("audience")));
            case "settle" -> settle(order.list("audiences"));
            case "unfinished" -> DONE.with("unfinished", audience(order.text("audience")).isUnfinished());
            case "heap" -> Heap.collected().message();
            default -> throw new IllegalArgumentException("No such order: " + order.about());
        };
    }

    private Message register(Message order) throws Exception {
        WebhookRegistration each = WebhookRegistration.of(order.text("url"), order.list("types"))
                .withOptions(DeliveryOptions.NONE.withRetrySchedule(order.text("schedule")));
        audiences.put(order.text("audience"), Audience.register(manager, (int) order.number("count"), each));
        return DONE;
    }

    private Message unregister(Message order) throws Exception {
        audience(order.text("audience")).unregister();
        audiences.remove(order.text("audience"));
        return DONE;
    }

    private Message pause(Message order) throws Exception {
        audience(order.text("audience")).pause();
        return DONE;
    }

    private Message resume(Message order) throws Exception {
        audience(order.text("audience")).resume();
        return DONE;
    }

    private Measurement load(LoadOrder order) throws Exception {
        List<String> targets = order.to().stream()
                .map(this::audience)
                .map(Audience::webhookIds)
                .flatMap(Collection::stream)
                .toList();
        try (Backlog backlog = Backlog.of(order)) {
            Allocation allocation = new Allocation();
            long start = System.nanoTime();
            long deliveries = new Load(manager, order, targets, backlog, allocation).run();
            settle(order.settle());
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Measurement(deliveries, seconds, allocation.bytes());
        }
    }

    private Message plant(PlantOrder order) throws InterruptedException {
        new Plant(events, order).run();
        return DONE;
    }

    private Message expired(Audience audience) {
        awaitSettled(audience);
        return DONE.with("expired", audience.newlyExpired());
    }

    private Message settle(List<String> names) {
        for (String name : names) {
            awaitSettled(audience(name));
            if (!audience(name).hasNone(WebhookStatus.FAILED)) {
                throw new IllegalStateException("Deliveries failed");
            }
        }
        return DONE;
    }

    private static void awaitSettled(Audience audience) {
        long deadline = System.nanoTime() + SETTLE_NANOS;
        while (!audience.isSettled()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Deliveries still unfinished after 60 s");
            }
            LockSupport.parkNanos(SETTLE_POLL_NANOS);
        }
    }

    private Audience audience(String name) {
        Audience audience = audiences.get(name);
        if (audience == null) {
            throw new IllegalArgumentException("No such audience: " + name);
        }
        return audience;
    }
}
