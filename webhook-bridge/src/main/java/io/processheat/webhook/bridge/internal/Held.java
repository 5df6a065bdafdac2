package io.processheat.webhook.bridge.internal;

import io.processheat.webhook.bridge.PostedEvent;
import java.util.concurrent.CompletableFuture;

/** An event that is not acknowledged yet. The mutable part belongs to the {@link Backlog}. */
final class Held {

    private final PostedEvent event;
    private final long bytes;
    private final CompletableFuture<String> receipt;

    /** Its place in the order of hand-over, from 1. */
    long sequence;

    /** The number of the hand-over whose answer counts. */
    int handOver;

    /** How often a sink failed to take it for now. */
    int failures;

    /** Acknowledged or refused; nothing happens to it any more. */
    boolean settled;

    /** When it is tried again, where it is set aside; of {@link System#nanoTime()}. */
    long dueAt;

    /** @param receipt null where nobody asked for one */
    Held(PostedEvent event, long bytes, CompletableFuture<String> receipt) {
        this.event = event;
        this.bytes = bytes;
        this.receipt = receipt;
    }

    PostedEvent event() {
        return event;
    }

    /** Estimated memory. */
    long bytes() {
        return bytes;
    }

    CompletableFuture<String> receipt() {
        return receipt;
    }
}
