package io.processheat.webhook.store.sqlite;

import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Holds the writer's thread, so that what is called meanwhile ends up in one group, in the order of the calls. */
final class HeldWriter implements AutoCloseable {

    private final CountDownLatch released = new CountDownLatch(1);

    HeldWriter(SqliteStore store) {
        this(store::submit);
    }

    HeldWriter(Consumer<Operation<Void>> writer) {
        CountDownLatch held = new CountDownLatch(1);
        writer.accept(new Operation<Void>(transaction -> {
            held.countDown();
            awaitUninterruptibly(released);
            return null;
        }));
        awaitUninterruptibly(held);
    }

    @Override
    public void close() {
        released.countDown();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
