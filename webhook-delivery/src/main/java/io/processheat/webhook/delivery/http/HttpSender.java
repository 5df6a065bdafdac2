package io.processheat.webhook.delivery.http;

import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import io.processheat.webhook.delivery.http.PostResult.Kind;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * POSTs over HTTP/1.1, with and without TLS, from one event loop: all of it happens on that loop, so nothing is locked.
 *
 * <p>There is no limit on exchanges and no deadline here: the caller knows what waits for what.
 */
public final class HttpSender implements AutoCloseable {

    /** A POST on its way. */
    public interface Exchange {

        /**
         * Ends it, on the loop. Where the headers of the answer are in already, the answer is the result; otherwise a
         * failure of this kind. The callback is called before this returns. Does nothing after the end.
         *
         * @param kind of a {@link Kind#TIMEOUT} more is said: see there for the kinds that it may become
         * @param why first half of the failure's message; the second half says what was going on
         */
        void cancel(Kind kind, String why);

        /** The address connected to, or tried last; null where it has not come to that. */
        InetAddress peer();
    }

    private final EventLoop loop;
    private final AddressGuard guard;
    private final HostResolver resolver;
    private final ConnectionPool pool;
    private final Connector connector;
    private final List<PostExchange> open = new ArrayList<>();
    private boolean closed;

    /**
     * A sender on this loop.
     *
     * @param resolver of the same loop; closed together with the sender
     * @param ssl see {@link TlsClient}
     */
    public HttpSender(
            EventLoop loop, HttpSettings settings, AddressGuard guard, HostResolver resolver, SslContext ssl) {
        this.loop = loop;
        this.guard = guard;
        this.resolver = resolver;
        this.pool = new ConnectionPool(loop, settings.idleTimeout(), settings.maxIdleConnections());
        this.connector = new Connector(loop, settings, ssl, pool);
    }

    /**
     * Starts a POST. To be called on the loop.
     *
     * @param callback called exactly once, on the loop, after this method has returned
     */
    public Exchange send(PostRequest request, Consumer<PostResult> callback) {
        PostExchange exchange = new PostExchange(this, request, callback);
        exchange.place = open.size();
        open.add(exchange);
        if (closed) {
            exchange.refuse();
        } else {
            exchange.start();
        }
        return exchange;
    }

    /** Ends what is on its way as {@link Kind#STOPPED} and closes all connections. From any thread. */
    @Override
    public void close() {
        if (loop.inEventLoop()) {
            closeOnLoop();
        } else if (!loop.isShuttingDown()) {
            loop.submit(this::closeOnLoop).syncUninterruptibly();
        }
    }

    private void closeOnLoop() {
        if (closed) {
            return;
        }
        closed = true;
        List.copyOf(open).forEach(exchange -> exchange.cancel(Kind.STOPPED, "the sender stopped"));
        pool.close();
        resolver.close();
    }

    void ended(PostExchange exchange) {
        PostExchange last = open.remove(open.size() - 1);
        if (last != exchange) {
            last.place = exchange.place;
            open.set(last.place, last);
        }
    }

    EventLoop loop() {
        return loop;
    }

    AddressGuard guard() {
        return guard;
    }

    HostResolver resolver() {
        return resolver;
    }

    ConnectionPool pool() {
        return pool;
    }

    Connector connector() {
        return connector;
    }
}
