package io.processheat.webhook.delivery.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.ConnectTimeoutException;
import io.processheat.webhook.delivery.http.PostResult.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class ConnectFailuresTest {

    private final ConnectFailures failures = new ConnectFailures();

    @Test
    void knowsSilenceFromRefusal() {
        assertEquals(Kind.CONNECT, of(new ConnectException("Connection refused: /10.20.0.1:80")));
        assertEquals(Kind.CONNECT_TIMEOUT, of(new ConnectTimeoutException("connection timed out after 3000 ms: /10.20.0.1:80")));
        assertEquals(Kind.CONNECT_TIMEOUT, of(new ConnectException("Connection timed out: /10.20.0.1:80")));
        assertEquals(Kind.UNREACHABLE, of(new NoRouteToHostException("No route to host: /10.20.0.1:80")));
        assertEquals(Kind.UNREACHABLE, of(new SocketException("Network is unreachable: /203.0.113.7:443")));
        assertEquals(Kind.NOT_OPENED, of(new SocketException("Too many open files")));
    }

    @Test
    void oneAddressThatRefusesOutweighsAllThatAreSilent() {
        failures.add(new SocketException("Network is unreachable"));
        failures.add(new ConnectException("Connection refused"));
        failures.add(new ConnectTimeoutException("connection timed out"));
        assertEquals(Kind.CONNECT, failures.kind());
        assertEquals("Network is unreachable; Connection refused; connection timed out", failures.toString());
    }

    @Test
    void knowsAConnectionThatBrokeBecauseTheLineDid() {
        assertTrue(ConnectFailures.isLineDown(new IOException("No route to host")));
        assertTrue(ConnectFailures.isLineDown(new IOException("Connection timed out")));
        assertFalse(ConnectFailures.isLineDown(new IOException("Connection reset by peer")));
        assertFalse(ConnectFailures.isLineDown(new IllegalStateException("timed out")));
    }

    private static Kind of(Throwable failure) {
        ConnectFailures one = new ConnectFailures();
        one.add(failure);
        return one.kind();
    }
}
