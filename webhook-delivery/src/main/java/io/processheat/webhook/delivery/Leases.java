package io.processheat.webhook.delivery;

import io.processheat.webhook.spi.WebhookStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the node's webhooks its own: renews the leases and takes what nobody owns. */
final class Leases {

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
    private static final int ROUNDS_PER_LEASE = 3;

    private final WebhookStore store;
    private final String node;
    private final Duration lease;
    private final Lanes lanes;
    private final AtomicLong renewals;
    private final ScheduledExecutorService executor;
    private final AtomicBoolean claiming = new AtomicBoolean();
    private Future<?> rounds = CompletableFuture.completedFuture(null);
    private boolean stopped;

    Leases(
            WebhookStore store,
            String node,
            Duration lease,
            Lanes lanes,
            AtomicLong renewals,
            ScheduledExecutorService executor) {
        this.store = store;
        this.node = node;
        this.lease = lease;
        this.lanes = lanes;
        this.renewals = renewals;
        this.executor = executor;
    }

    /** Begins with what the node owns already: an append may have made it the owner. */
    synchronized void start() {
        if (stopped) {
            return;
        }
        long period = lease.toMillis() / ROUNDS_PER_LEASE;
        rounds = executor.scheduleAtFixedRate(this::round, 0, period, TimeUnit.MILLISECONDS);
    }

    /** Claims what nobody owns, unless that is about to happen already. */
    void claimSoon() {
        if (claiming.compareAndSet(false, true)) {
            executor.execute(() -> {
                claiming.set(false);
                claim();
            });
        }
    }

    /** Gives all webhooks back: nothing is claimed, nor renewed, after that. */
    synchronized CompletionStage<Void> stop() {
        stopped = true;
        rounds.cancel(false);
        return call(() -> store.release(node, List.of()));
    }

    private void round() {
        long round = renewals.incrementAndGet();
        callUnlessStopped(() -> store.renew(node, lease))
                .whenComplete((leases, failure) -> {
                    if (failure == null) {
                        lanes.renewed(leases, round);
                    } else {
                        LOG.warn("The leases of webhooks cannot be renewed; trying again", failure);
                    }
                });
        claim();
    }

    private void claim() {
        callUnlessStopped(() -> store.claim(node, List.of(), Integer.MAX_VALUE, lease))
                .whenComplete((leases, failure) -> {
                    if (failure == null) {
                        lanes.leased(leases);
                    } else {
                        LOG.warn("Webhooks cannot be claimed; trying again", failure);
                    }
                });
    }

    /** The store takes calls in their order: what was asked for before the release does not outlive it. */
    private synchronized <T> CompletionStage<T> callUnlessStopped(Supplier<CompletionStage<T>> method) {
        return stopped ? new CompletableFuture<>() : call(method);
    }

    /** What a store throws at once, and what its stage fails with, is the same to us. */
    private static <T> CompletionStage<T> call(Supplier<CompletionStage<T>> method) {
        return CompletableFuture.completedFuture(null).thenCompose(nothing -> method.get());
    }
}
