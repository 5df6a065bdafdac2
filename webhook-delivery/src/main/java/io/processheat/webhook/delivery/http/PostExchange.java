package io.processheat.webhook.delivery.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.processheat.webhook.delivery.http.PostResult.Answered;
import io.processheat.webhook.delivery.http.PostResult.Failed;
import io.processheat.webhook.delivery.http.PostResult.Kind;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One POST on its way: look up, guard, connect, secure, exchange. Ends exactly once. */
final class PostExchange implements HttpSender.Exchange {

    /** Among those that are open: a set of many that come and go costs more than all else that is done with them here. */
    int place;

    private final HttpSender sender;
    private final PostRequest request;
    private final Consumer<PostResult> callback;
    private final long startedAt = System.nanoTime();

    private List<InetAddress> addresses = List.of();
    private int tried;
    private ConnectFailures failedConnects;
    private Phase phase = Phase.LOOKING_UP;
    private Channel opening;
    private Connection connection;
    private boolean starting = true;
    private boolean over;

    private enum Phase {
        LOOKING_UP,
        CONNECTING,
        SECURING,
        EXCHANGING
    }

    PostExchange(HttpSender sender, PostRequest request, Consumer<PostResult> callback) {
        this.sender = sender;
        this.request = request;
        this.callback = callback;
    }

    void refuse() {
        failed(Kind.STOPPED, "the sender is closed");
        starting = false;
    }

    void start() {
        Optional<InetAddress> literal = request.target().literal();
        if (literal.isPresent()) {
            choose(List.of(literal.get()));
        } else {
            lookUp();
        }
        starting = false;
    }

    @Override
    public void cancel(Kind kind, String why) {
        if (over) {
            return;
        }
        String during = why + ", while " + doing();
        Kind ending = kind == Kind.TIMEOUT ? timeout() : kind;
        if (connection != null && connection.cutShort()) {
            return;
        }
        failed(ending, during);
        if (opening != null) {
            opening.close();
        }
    }

    @Override
    public InetAddress peer() {
        if (connection != null) {
            return connection.key().address();
        }
        return addresses.isEmpty() ? null : addresses.get(Math.min(tried, addresses.size() - 1));
    }

    /** How far it had come tells whether there was any sign of life. */
    private Kind timeout() {
        return switch (phase) {
            case LOOKING_UP -> Kind.LOOKUP_UNANSWERED;
            case CONNECTING -> failedConnects != null && failedConnects.kind() == Kind.CONNECT
                    ? Kind.CONNECT
                    : Kind.CONNECT_TIMEOUT;
            case SECURING -> Kind.TIMEOUT;
            case EXCHANGING -> connection.isSilent() ? Kind.SILENT_CONNECTION : Kind.TIMEOUT;
        };
    }

    private void lookUp() {
        Future<List<InetAddress>> lookup = sender.resolver().resolve(request.target().host());
        if (lookup.isDone()) {
            lookedUp(lookup);
        } else {
            lookup.addListener((Future<List<InetAddress>> done) -> lookedUp(done));
        }
    }

    private void lookedUp(Future<List<InetAddress>> lookup) {
        if (over) {
            return;
        }
        if (lookup.isSuccess()) {
            choose(lookup.getNow());
        } else {
            LookupFailure failure = LookupFailure.of(request.target().host(), lookup.cause());
            failed(failure.kind(), failure.message());
        }
    }

    /** Nothing is connected to that was not checked here, and nothing is looked up again after this. */
    private void choose(List<InetAddress> found) {
        List<InetAddress> allowed = new ArrayList<>(found.size());
        Optional<String> refusal = Optional.empty();
        for (InetAddress address : found) {
            Optional<String> why = sender.guard().check(address, request.target().plainHttp());
            if (why.isEmpty()) {
                allowed.add(address);
            } else if (refusal.isEmpty()) {
                refusal = why;
            }
        }
        addresses = allowed;
        if (allowed.isEmpty()) {
            failed(Kind.ADDRESS_NOT_ALLOWED, refusal.orElse("the name has no address"));
        } else if (request.freshConnection() || !reuse()) {
            connect();
        }
    }

    private boolean reuse() {
        for (InetAddress address : addresses) {
            Connection idle = sender.pool().take(new PoolKey(request.target().origin(), address));
            if (idle != null) {
                exchangeOn(idle);
                return true;
            }
        }
        return false;
    }

    private void connect() {
        phase = Phase.CONNECTING;
        ChannelFuture connecting = sender.connector().open(request.target(), addresses.get(tried));
        opening = connecting.channel();
        connecting.addListener(this::connected);
    }

    private void connected(Future<? super Void> connecting) {
        if (over) {
            return;
        }
        if (connecting.isSuccess()) {
            secure();
            return;
        }
        failedConnects = failedConnects == null ? new ConnectFailures() : failedConnects;
        failedConnects.add(connecting.cause());
        tried++;
        if (tried < addresses.size()) {
            connect();
        } else {
            failed(failedConnects.kind(), failedConnects.toString());
        }
    }

    private void secure() {
        SslHandler tls = opening.pipeline().get(SslHandler.class);
        if (tls == null) {
            exchangeOn(opening.pipeline().get(Connection.class));
        } else {
            phase = Phase.SECURING;
            tls.handshakeFuture().addListener(this::secured);
        }
    }

    private void secured(Future<? super Channel> handshake) {
        if (over) {
            return;
        }
        if (handshake.isSuccess()) {
            exchangeOn(opening.pipeline().get(Connection.class));
        } else {
            failed(Kind.TLS, current() + ": no TLS, " + TlsFailure.describe(handshake.cause()));
            opening.close();
        }
    }

    private void exchangeOn(Connection chosen) {
        phase = Phase.EXCHANGING;
        opening = null;
        connection = chosen;
        chosen.send(request, this);
    }

    boolean hasHeaders() {
        return connection != null && connection.hasHeaders();
    }

    void answered(Answer answer) {
        complete(new Answered(
                answer.status(), answer.retryAfter(), answer.text(), Duration.ofNanos(answer.arrivedAt() - startedAt)));
    }

    void failed(Kind kind, String message) {
        complete(new Failed(kind, message, Duration.ofNanos(System.nanoTime() - startedAt)));
    }

    private void complete(PostResult result) {
        if (over) {
            return;
        }
        over = true;
        sender.ended(this);
        if (starting) {
            sender.loop().execute(() -> callback.accept(result));
        } else {
            callback.accept(result);
        }
    }

    /** What goes on just now, in words. */
    String doing() {
        return switch (phase) {
            case LOOKING_UP -> "looking up " + request.target().host();
            case CONNECTING -> "connecting to " + current();
            case SECURING -> "in the TLS handshake with " + current();
            case EXCHANGING -> connection.isUploading() ? "sending the request" : "waiting for the answer";
        };
    }

    private PoolKey current() {
        return new PoolKey(request.target().origin(), addresses.get(tried));
    }
}
