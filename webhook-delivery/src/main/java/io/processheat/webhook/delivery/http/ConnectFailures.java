package io.processheat.webhook.delivery.http;

import io.netty.channel.ConnectTimeoutException;
import io.processheat.webhook.delivery.http.PostResult.Kind;
import io.processheat.webhook.delivery.http.PostResult.Sign;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** Why none of a target's addresses could be connected to. A sign of life of one outweighs the silence of the others. */
final class ConnectFailures {

    private static final Pattern TIMED_OUT = Pattern.compile("timed out");
    private static final Pattern NO_WAY = Pattern.compile("(network|host) is (unreachable|down)|no route to host");

    private final StringJoiner messages = new StringJoiner("; ");
    private Kind kind = Kind.NOT_OPENED;

    void add(Throwable failure) {
        messages.add(String.valueOf(failure.getMessage()));
        Kind next = kindOf(failure);
        if (next.sign() == Sign.OF_LIFE || next.sign() == Sign.SILENCE && kind.sign() == Sign.NONE) {
            kind = next;
        }
    }

    Kind kind() {
        return kind;
    }

    /** Why, address by address. */
    @Override
    public String toString() {
        return messages.toString();
    }

    /** Whether a connection broke because the line did, as far as the operating system knows. */
    static boolean isLineDown(Throwable failure) {
        return failure instanceof IOException && kindOf(failure).sign() == Sign.SILENCE;
    }

    static Kind kindOf(Throwable failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (failure instanceof ConnectTimeoutException || TIMED_OUT.matcher(message).find()) {
            return Kind.CONNECT_TIMEOUT;
        }
        if (failure instanceof NoRouteToHostException || NO_WAY.matcher(message).find()) {
            return Kind.UNREACHABLE;
        }
        return failure instanceof ConnectException ? Kind.CONNECT : Kind.NOT_OPENED;
    }
}
