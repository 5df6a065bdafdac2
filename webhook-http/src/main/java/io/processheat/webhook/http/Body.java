package io.processheat.webhook.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;

/** The body of one request, read at most once, bounded in bytes, in time and by what all bodies may hold together. */
final class Body {

    private static final int FIRST_BUFFER_BYTES = 16 * 1024;

    /** Opened only to be read: opening alone makes some servers ask a waiting client for its body. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    private final Source source;
    private final long declaredBytes;
    private final BodyBudget budget;
    private final Duration timeout;
    private long taken;
    private boolean opened;
    private boolean exhausted;

    /** @param declaredBytes the Content-Length, -1 where there is none */
    Body(Source source, long declaredBytes, BodyBudget budget, Duration timeout) {
        this.source = source;
        this.declaredBytes = declaredBytes;
        this.budget = budget;
        this.timeout = timeout;
    }

    /** @throws Refusal 413 above the maximum, 408 when it takes too long, 503 when the budget is used up */
    byte[] read(int maxBytes) {
        if (declaredBytes > maxBytes) {
            throw tooLarge(maxBytes);
        }
        try {
            return readAll(maxBytes);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** Whether the client has nothing more to send, as far as is known. */
    boolean exhausted() {
        return exhausted || declaredBytes == 0;
    }

    /** Whether the client was ever asked for it. */
    boolean opened() {
        return opened;
    }

    /** Gives the memory back to the budget; the bytes are of no use to anybody any more. */
    void release() {
        budget.give(taken);
        taken = 0;
    }

    private byte[] readAll(int maxBytes) throws IOException {
        opened = true;
        InputStream in = source.open();
        long deadline = System.nanoTime() + timeout.toNanos();
        byte[] buffer = new byte[0];
        int length = 0;
        while (true) {
            if (length == buffer.length) {
                buffer = grown(buffer, maxBytes);
            }
            int count = in.read(buffer, length, buffer.length - length);
            if (count < 0) {
                exhausted = true;
                return length == buffer.length ? buffer : Arrays.copyOf(buffer, length);
            }
            length += count;
            if (length > maxBytes) {
                throw tooLarge(maxBytes);
            }
            if (System.nanoTime() - deadline > 0) {
                throw new Refusal(late());
            }
        }
    }

    /** Room for one byte more than allowed shows that there is too much. */
    private byte[] grown(byte[] buffer, int maxBytes) {
        int wanted = (int) Math.min(maxBytes + 1L, Math.max(FIRST_BUFFER_BYTES, buffer.length * 2L));
        if (!budget.take(wanted - buffer.length)) {
            throw new Refusal(Problem.unavailable("Too many bodies are being received at once.")
                    .toResponse().with("Retry-After", Problems.SOON_SECONDS));
        }
        taken += wanted - buffer.length;
        return Arrays.copyOf(buffer, wanted);
    }

    private static Refusal tooLarge(int maxBytes) {
        return new Refusal(Problem.tooLarge("The body is larger than " + maxBytes + " bytes.").toResponse()
                .with("Connection", "close"));
    }

    private Refusal broken(IOException e) {
        exhausted = true; // what could still come could not be read either
        if (e.getCause() instanceof TimeoutException) {
            return new Refusal(late());
        }
        return new Refusal(Problem.malformed("The body ended early or was framed wrongly.").toResponse()
                .with("Connection", "close"));
    }

    private static Response late() {
        return Problem.plain(408, "Request Timeout", "The body took too long to arrive.").toResponse()
                .with("Connection", "close");
    }
}
