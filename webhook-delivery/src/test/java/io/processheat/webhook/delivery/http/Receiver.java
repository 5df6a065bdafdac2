package io.processheat.webhook.delivery.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A receiver of webhooks with blocking sockets, that does on each connection what a script says. */
final class Receiver implements AutoCloseable {

    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    /** What to do on a connection; it is closed at the end. */
    @FunctionalInterface
    interface Script {
        void serve(Conversation conversation) throws Exception;
    }

    /** A request as it came. */
    record Request(String head, byte[] body) {

        List<String> lines() {
            return head.lines().toList();
        }

        Map<String, String> headers() {
            return lines().stream().skip(1).map(line -> line.split(": ", 2)).collect(Collectors.toMap(p -> p[0], p -> p[1]));
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private final ServerSocket server;
    private final Script script;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Conversation> accepted = new LinkedBlockingQueue<>();
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private volatile int connections;

    private Receiver(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
        daemon(this::accept);
    }

    static Receiver on(String address, Script script) {
        return on(address, 0, script);
    }

    static Receiver on(String address, int port, Script script) {
        try {
            return on(new ServerSocket(port, 50, InetAddress.getByName(address)), script);
        } catch (IOException unusable) {
            throw new AssertionError(unusable);
        }
    }

    static Receiver on(ServerSocket server, Script script) {
        return new Receiver(server, script);
    }

    /** Does this on 127.0.0.1. */
    static Receiver doing(Script script) {
        return on("127.0.0.1", script);
    }

    /** Answers every request on 127.0.0.1 with this, on as many connections as come. */
    static Receiver answering(String answer) {
        return doing(answers(answer));
    }

    static Script answers(String answer) {
        return conversation -> {
            while (conversation.readRequest() != null) {
                conversation.write(answer);
            }
        };
    }

    int port() {
        return server.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/hook";
    }

    int connections() {
        return connections;
    }

    Request nextRequest() throws InterruptedException {
        return next(requests);
    }

    Conversation nextConnection() throws InterruptedException {
        return next(accepted);
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came");
        }
        return next;
    }

    private void accept() throws IOException {
        while (!server.isClosed()) {
            Socket socket = server.accept();
            connections++;
            sockets.add(socket);
            Conversation conversation = new Conversation(socket);
            accepted.add(conversation);
            daemon(() -> {
                try (socket) {
                    script.serve(conversation);
                } finally {
                    conversation.ended.add(true);
                }
            });
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @FunctionalInterface
    private interface Task {
        void run() throws Exception;
    }

    private static void daemon(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (Exception endOfTheConversation) {
                // Sockets are closed under these threads on purpose; what matters is asserted on the sender's side.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** One connection from the receiver's side. */
    final class Conversation {

        private final Socket socket;
        private final BlockingQueue<Boolean> ended = new LinkedBlockingQueue<>();

        Conversation(Socket socket) {
            this.socket = socket;
        }

        Socket socket() {
            return socket;
        }

        /** The next request, or null at the end of the connection. */
        Request readRequest() throws IOException {
            String head = readHead();
            if (head == null) {
                return null;
            }
            int length = Integer.parseInt(new Request(head, null).headers().get("Content-Length"));
            Request request = new Request(head, socket.getInputStream().readNBytes(length));
            requests.add(request);
            return request;
        }

        String readHead() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    return null;
                }
                head.write(next);
            }
            return head.toString(StandardCharsets.US_ASCII).stripTrailing();
        }

        void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }

        /** Waits for the sender to close its side. */
        void awaitClose() throws IOException {
            while (socket.getInputStream().read() >= 0) {
                // What comes before does not matter.
            }
        }

        /** Keeps the connection open without reading. */
        void hold() throws InterruptedException {
            Thread.currentThread().join();
        }

        /** Ends it with a reset instead of an orderly close. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Waits until the script is over. */
        void awaitEnd() throws InterruptedException {
            next(ended);
        }
    }
}
