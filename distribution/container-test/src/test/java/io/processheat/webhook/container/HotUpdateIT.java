package io.processheat.webhook.container;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.Test;

/** Jars overwritten in the watched folder while events are posted. */
public class HotUpdateIT {

    private static final String TYPE = "alarm.cleared";
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    /** Not the bridge, nor what it is wired to: it holds what is posted while the others change. */
    private static final Set<String> REPLACED =
            Set.of("webhook-core.jar", "webhook-delivery.jar", "webhook-store-sqlite.jar", "webhook-signing.jar");

    private final AtomicBoolean posting = new AtomicBoolean(true);
    private final Queue<CompletableFuture<String>> receipts = new ConcurrentLinkedQueue<>();

    @Test
    public void nothingPostedIsLostWhileBundlesAreReplaced() throws Exception {
        try (Receiver receiver = new Receiver(); BareFelix felix = new BareFelix(Shipped.newFolder())) {
            for (Path jar : Shipped.ourBundles()) {
                felix.drop(jar);
            }
            Await.until("healthy", felix.rest()::isHealthy);
            String secret = felix.rest().register(receiver.url(), null, TYPE).get("secret").asText();

            Thread poster = new Thread(() -> postUntilTold(felix));
            poster.start();
            for (Path jar : Shipped.ourBundles()) {
                if (REPLACED.contains(jar.getFileName().toString())) {
                    felix.replace(jar);
                    awaitMorePosts();
                }
            }
            Await.until("healthy again", felix.rest()::isHealthy);
            posting.set(false);
            poster.join();

            Set<String> acknowledged = acknowledged();
            Await.until("all arrive", () -> receiver.eventIds().containsAll(acknowledged));
            receiver.all().forEach(request -> request.assertSignedWith(secret));
        }
    }

    private void postUntilTold(BareFelix felix) {
        while (posting.get()) {
            CompletableFuture<String> receipt = new CompletableFuture<>();
            receipts.add(receipt);
            felix.post("processheat/alarm/cleared", Map.of("number", receipts.size(), "webhook.receipt", receipt));
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void awaitMorePosts() throws Exception {
        int enough = receipts.size() + 25;
        Await.until("posts between two replacements", () -> receipts.size() >= enough);
    }

    private Set<String> acknowledged() throws Exception {
        Set<String> ids = new HashSet<>();
        for (CompletableFuture<String> receipt : receipts) {
            ids.add(receipt.get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS));
        }
        return ids;
    }
}
