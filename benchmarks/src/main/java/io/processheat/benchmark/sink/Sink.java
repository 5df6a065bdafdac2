package io.processheat.benchmark.sink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * An HTTP/1.1 receiver that does as little as it can: counts each POST and answers 204, on one thread; where the path asks
 * for it ({@link SinkPath}), late.
 *
 * <p>As a program it prints its port and runs until it is ended.
 */
public final class Sink implements Runnable, AutoCloseable {

    private static final int BACKLOG = 1024;

    private final Selector selector;
    private final ServerSocketChannel server;
    private final Tally tally = new Tally();
    private final LateAnswers late = new LateAnswers();

    /** Listens on a free port of the loopback address. */
    public Sink() throws IOException {
        selector = Selector.open();
        server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    public static void main(String[] arguments) throws IOException {
        try (Sink sink = new Sink()) {
            System.out.println("sink on port " + sink.port());
            sink.run();
        }
    }

    public int port() {
        return server.socket().getLocalPort();
    }

    /** Serves until closed. */
    @Override
    public void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::serve, late.millisToNext());
                late.give();
            }
        } catch (ClosedSelectorException closed) {
            return;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void serve(SelectionKey key) {
        if (key.attachment() instanceof SinkConnection connection) {
            connection.readable();
        } else {
            accept();
        }
    }

    private void accept() {
        try {
            SocketChannel channel = server.accept();
            if (channel == null) {
                return;
            }
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.register(selector, SelectionKey.OP_READ, new SinkConnection(channel, tally, late));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        selector.close();
    }
}
