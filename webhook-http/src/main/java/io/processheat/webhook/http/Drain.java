package io.processheat.webhook.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Swallows what a client still sends after its answer, within limits and without a thread: most clients look for an
 * answer only once they have sent everything, and a connection closed before tells them nothing.
 */
final class Drain implements ReadListener, AsyncListener {

    private final AsyncContext async;
    private final ServletInputStream in;
    private final long maxBytes;
    private final long deadline;
    private final byte[] scrap = new byte[16 * 1024];
    private final AtomicBoolean ended = new AtomicBoolean();
    private long drained;

    private Drain(AsyncContext async, ServletInputStream in, long maxBytes, Duration timeout) {
        this.async = async;
        this.in = in;
        this.maxBytes = maxBytes;
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    static void start(HttpServletRequest request, Settings settings) throws IOException {
        AsyncContext async = request.startAsync();
        async.setTimeout(settings.drainTimeout().toMillis());
        Drain drain = new Drain(async, request.getInputStream(), settings.drainMaxBytes(), settings.drainTimeout());
        async.addListener(drain);
        drain.in.setReadListener(drain);
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (in.isReady() && !in.isFinished()) {
            int count = in.read(scrap);
            drained += Math.max(count, 0);
            if (drained > maxBytes || System.nanoTime() - deadline > 0) {
                end();
                return;
            }
        }
    }

    @Override
    public void onAllDataRead() {
        end();
    }

    @Override
    public void onError(Throwable failure) { // the client left, which is one way to stop sending
        end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        ended.set(true);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // no second cycle is started
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            async.complete();
        }
    }
}
