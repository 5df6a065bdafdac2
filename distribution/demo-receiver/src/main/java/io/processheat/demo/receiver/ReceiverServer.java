package io.processheat.demo.receiver;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server under the receivers, on the loopback address only. */
final class ReceiverServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiverServer.class);

    private static final String LOOPBACK = "127.0.0.1";
    private static final int THREADS = 4;
    private static final int BACKLOG = 256;

    private final HttpServer server;
    private final ExecutorService workers;

    private ReceiverServer(HttpServer server, Map<Person, ? extends HttpHandler> inboxes) {
        this.server = server;
        workers = Executors.newFixedThreadPool(THREADS, work -> daemon(work, "demo-receiver"));
        inboxes.forEach((person, inbox) -> server.createContext(person.path(), inbox));
        server.setExecutor(workers);
        server.start();
    }

    /** @param port 0 for any; where it is taken any other is used and the log says so */
    static ReceiverServer start(int port, Map<Person, ? extends HttpHandler> inboxes) throws IOException {
        try {
            return new ReceiverServer(listen(port), inboxes);
        } catch (BindException taken) {
            LOG.error("Cannot listen on port = {}: {}; any free port is used instead", port, taken.getMessage());
            return new ReceiverServer(listen(0), inboxes);
        }
    }

    private static HttpServer listen(int port) throws IOException {
        return HttpServer.create(new InetSocketAddress(LOOPBACK, port), BACKLOG);
    }

    static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    URI uri() {
        return URI.create("http://" + LOOPBACK + ":" + server.getAddress().getPort() + "/");
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
