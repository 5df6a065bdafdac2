package io.processheat.webhook.http;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds the bytes of all bodies held at once, from reading to answering, however many clients send. */
final class BodyBudget {

    private final long limit;
    private final AtomicLong used = new AtomicLong();

    BodyBudget(long limit) {
        this.limit = limit;
    }

    /** Takes the bytes if they fit. */
    boolean take(long bytes) {
        long before = used.getAndUpdate(now -> now + bytes <= limit ? now + bytes : now);
        return before + bytes <= limit;
    }

    void give(long bytes) {
        used.addAndGet(-bytes);
    }
}
