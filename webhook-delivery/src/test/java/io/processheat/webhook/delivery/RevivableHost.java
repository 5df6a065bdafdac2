package io.processheat.webhook.delivery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A host that gives no answer at all, its backlog being full, until it is revived: then it answers 200 to all. */
final class RevivableHost implements AutoCloseable {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    /** Of each request that it takes. */
    static final int BODY_BYTES = 10;

    private final String address;
    private final ServerSocket server;
    private final List<SocketChannel> waiting = new ArrayList<>();

    RevivableHost(String address) throws IOException {
        this.address = address;
        server = new ServerSocket(0, 1, InetAddress.getByName(address));
        for (int i = 0; i < 4; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.connect(server.getLocalSocketAddress());
            waiting.add(channel);
        }
    }

    String url() {
        return "http://" + address + ":" + server.getLocalPort() + "/hook";
    }

    void revive() throws IOException {
        daemon(() -> {
            while (true) {
                Socket socket = server.accept();
                daemon(() -> serve(socket));
            }
        });
        for (SocketChannel channel : waiting) {
            channel.close();
        }
    }

    private void serve(Socket socket) throws IOException {
        try (socket) {
            BufferedReader head =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            for (String line = head.readLine(); line != null; line = head.readLine()) {
                if (line.isEmpty()) {
                    readBody(head);
                    socket.getOutputStream().write(OK.getBytes(StandardCharsets.US_ASCII));
                    return;
                }
            }
        }
    }

    /** All bodies here are of the same length; what is left unread would turn the answer into a reset. */
    private static void readBody(BufferedReader head) throws IOException {
        for (int i = 0; i < BODY_BYTES; i++) {
            head.read();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (SocketChannel channel : waiting) {
            channel.close();
        }
    }

    @FunctionalInterface
    private interface Task {
        void run() throws IOException;
    }

    private static void daemon(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException endOfTheTest) {
                // Sockets are closed under these threads on purpose; what matters is asserted by the test.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
