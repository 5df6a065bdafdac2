package io.processheat.webhook.delivery.http;

import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.util.List;

/** Finds the addresses of names without blocking. All of it happens on one event loop. */
public interface HostResolver extends AutoCloseable {

    /** The addresses to try, in order; never an empty list, but a failure. */
    Future<List<InetAddress>> resolve(String name);

    @Override
    void close();
}
