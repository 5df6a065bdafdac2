package io.processheat.webhook.spi;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock that stands still until it is moved. */
public final class ManualClock implements LongSupplier {

    private final AtomicLong now = new AtomicLong(1_780_000_000_000L);

    @Override
    public long getAsLong() {
        return now.get();
    }

    public long now() {
        return now.get();
    }

    public void advance(Duration by) {
        now.addAndGet(by.toMillis());
    }
}
