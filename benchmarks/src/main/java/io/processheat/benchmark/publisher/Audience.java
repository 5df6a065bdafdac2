package io.processheat.benchmark.publisher;

import io.processheat.webhook.DeliveryQuery;
import io.processheat.webhook.Webhook;
import io.processheat.webhook.WebhookRegistration;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.WebhookSubscriberManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Webhooks that were registered together. */
final class Audience {

    /** Each call waits for its commit; those that wait together share it. */
    private static final int CALLS_AT_A_TIME = 32;

    private final WebhookSubscriberManager manager;
    private final List<String> webhookIds;
    private final List<Expired> expired;

    private Audience(WebhookSubscriberManager manager, List<String> webhookIds) {
        this.manager = manager;
        this.webhookIds = webhookIds;
        this.expired = webhookIds.stream().map(id -> new Expired(manager, id)).toList();
    }

    static Audience register(WebhookSubscriberManager manager, int count, WebhookRegistration each) throws Exception {
        Callable<String> one = () -> manager.registerWebhook(each).webhook().id();
        return new Audience(manager, all(IntStream.range(0, count).mapToObj(i -> one).toList()));
    }

    void unregister() throws Exception {
        all(webhookIds.stream().map(id -> (Callable<Boolean>) () -> manager.unregisterWebhook(id)).toList());
    }

    /** From then on deliveries are kept. */
    void pause() throws Exception {
        all(webhookIds.stream().map(id -> (Callable<Webhook>) () -> manager.pauseWebhook(id)).toList());
    }

    void resume() throws Exception {
        all(webhookIds.stream().map(id -> (Callable<Webhook>) () -> manager.resumeWebhook(id)).toList());
    }

    List<String> webhookIds() {
        return webhookIds;
    }

    /** Whether all deliveries are final. */
    boolean isSettled() {
        return hasNone(WebhookStatus.PENDING) && hasNone(WebhookStatus.RETRYING);
    }

    /** Whether no delivery is final. */
    boolean isUnfinished() {
        return hasNone(WebhookStatus.SENT) && hasNone(WebhookStatus.FAILED);
    }

    boolean hasNone(WebhookStatus status) {
        DeliveryQuery one = new DeliveryQuery(Optional.of(status), Optional.empty(), 1);
        return webhookIds.stream().allMatch(id -> manager.listDeliveries(id, one).items().isEmpty());
    }

    /** Where all deliveries are final: how many have expired since this was asked last. */
    long newlyExpired() {
        return expired.stream().mapToLong(Expired::sinceLastAsked).sum();
    }

    private static <T> List<T> all(List<Callable<T>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(CALLS_AT_A_TIME, calls.size()));
        try {
            List<Future<T>> done = threads.invokeAll(calls);
            List<T> results = new ArrayList<>(done.size());
            for (Future<T> each : done) {
                results.add(each.get());
            }
            return List.copyOf(results);
        } finally {
            threads.shutdown();
        }
    }
}
