package io.processheat.systemtest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A port that gives no answer at all, its backlog being full, while this is open. Before and afterwards it refuses, which is an answer. */
final class SilentHost implements AutoCloseable {

    private static final int MORE_THAN_THE_BACKLOG = 4;

    private final ServerSocket server;
    private final List<SocketChannel> waiting = new ArrayList<>();

    SilentHost(InetSocketAddress address) throws IOException {
        server = new ServerSocket();
        server.bind(address, 1);
        for (int i = 0; i < MORE_THAN_THE_BACKLOG; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.connect(server.getLocalSocketAddress());
            waiting.add(channel);
        }
    }

    /** A port of this address that nobody listens on. */
    static InetSocketAddress free(String address) throws IOException {
        try (ServerSocket some = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return new InetSocketAddress(address, some.getLocalPort());
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (SocketChannel channel : waiting) {
            channel.close();
        }
    }
}
