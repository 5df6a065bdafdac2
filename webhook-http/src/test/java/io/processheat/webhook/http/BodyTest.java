package io.processheat.webhook.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {

    private static final int MAX = 100_000;

    private final BodyBudget budget = new BodyBudget(1 << 20);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16_383, 16_384, 16_385, 99_999, 100_000})
    void readsAllUpToTheMaximum(int length) {
        byte[] sent = bytes(length);
        Body body = body(new ByteArrayInputStream(sent), -1);
        assertArrayEquals(sent, body.read(MAX));
        assertTrue(body.exhausted());
        assertArrayEquals(sent, body(new ByteArrayInputStream(sent), length).read(MAX));
    }

    @Test
    void refusesADeclaredExcessWithoutReading() {
        Body body = new Body(() -> fail(), MAX + 1, budget, Duration.ofSeconds(9));
        assertRefused(413, body);
        assertFalse(body.exhausted());
    }

    @Test
    void refusesAnUndeclaredExcess() {
        Body body = body(new ByteArrayInputStream(bytes(MAX + 1)), -1);
        assertRefused(413, body);
        assertFalse(body.exhausted());
    }

    @Test
    void refusesABodyThatComesTooSlowly() {
        InputStream dripping = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                buffer[offset] = 'x';
                return 1;
            }
        };
        assertRefused(408, new Body(() -> dripping, -1, budget, Duration.ofMillis(1)), Integer.MAX_VALUE - 8);
    }

    @Test
    void refusesABodyOnWhichTheServerLostPatience() {
        assertRefused(408, body(failing(new IOException(new TimeoutException("idle"))), -1));
    }

    @Test
    void refusesABrokenBody() {
        Body body = body(failing(new IOException("early EOF")), -1);
        assertRefused(400, body);
        assertTrue(body.exhausted());
    }

    @Test
    void refusesWhatTheBudgetCannotHoldUntilOthersAreReleased() {
        BodyBudget small = new BodyBudget(20_000);
        Body first = new Body(() -> new ByteArrayInputStream(bytes(10)), 10, small, Duration.ofSeconds(9));
        first.read(MAX);
        assertRefused(503, new Body(() -> new ByteArrayInputStream(bytes(10)), 10, small, Duration.ofSeconds(9)));
        first.release();
        first.release();
        new Body(() -> new ByteArrayInputStream(bytes(10)), 10, small, Duration.ofSeconds(9)).read(MAX);
    }

    @Test
    void aBodyThatOutgrowsTheBudgetGivesBackWhatItTook() {
        BodyBudget small = new BodyBudget(20_000);
        Body tooBig = new Body(() -> new ByteArrayInputStream(bytes(90_000)), 90_000, small, Duration.ofSeconds(9));
        assertRefused(503, tooBig);
        tooBig.release();
        assertTrue(small.take(20_000));
        assertFalse(small.take(1));
    }

    private Body body(InputStream in, long declared) {
        return new Body(() -> in, declared, budget, Duration.ofSeconds(9));
    }

    private static void assertRefused(int status, Body body) {
        assertRefused(status, body, MAX);
    }

    private static void assertRefused(int status, Body body, int max) {
        ApiCalls.assertProblem(status, null, assertThrows(Refusal.class, () -> body.read(max)).response());
    }

    private static InputStream failing(IOException failure) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }
        };
    }

    private static InputStream fail() {
        throw new AssertionError("opened");
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
