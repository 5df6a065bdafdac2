package io.processheat.systemtest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** An address that gives no answer at all, its backlog being full, until it is closed: then it refuses, which is an answer. */
final class SilentHost implements AutoCloseable {

    private static final int MORE_THAN_THE_BACKLOG = 4;

    private final ServerSocket server;
    private final List<SocketChannel> waiting = new ArrayList<>();

    SilentHost(String address) throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getByName(address));
        for (int i = 0; i < MORE_THAN_THE_BACKLOG; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.connect(server.getLocalSocketAddress());
            waiting.add(channel);
        }
    }

    @Override
    public String toString() {
        return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (SocketChannel channel : waiting) {
            channel.close();
        }
    }
}
