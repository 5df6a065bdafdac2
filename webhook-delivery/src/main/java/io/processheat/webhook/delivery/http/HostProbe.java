package io.processheat.webhook.delivery.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Future;
import io.processheat.webhook.delivery.http.PostResult.Sign;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Finds out whether anything at all comes back from a host: connects to it, and sends nothing. All of it on one loop. */
public final class HostProbe implements AutoCloseable {

    private final EventLoop loop;
    private final Duration timeout;
    private final AddressGuard guard;
    private final HostResolver resolver;
    private final Bootstrap bootstrap;

    /** @param resolver of the same loop; closed together with the probe */
    public HostProbe(EventLoop loop, Duration timeout, AddressGuard guard, HostResolver resolver) {
        this.loop = loop;
        this.timeout = timeout;
        this.guard = guard;
        this.resolver = resolver;
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .disableResolver()
                .handler(new NothingToSay())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis());
    }

    /**
     * Probes a host: connected and refused are answers, and so is that DNS knows no such name.
     *
     * @param host a name, or an address as in a URL
     * @param known its last known address, tried while the name is looked up anew; null where there is none
     * @param wanted which addresses count
     * @param ended told once whether there was an answer in time
     */
    public void probe(
            String host, int port, InetAddress known, Predicate<InetAddress> wanted, Consumer<Boolean> ended) {
        Probe probe = new Probe(port, wanted, ended);
        probe.deadline = loop.schedule(() -> probe.end(false), timeout.toMillis(), TimeUnit.MILLISECONDS);
        boolean name = IpLiteral.parse(host.replaceAll("[\\[\\]]", "")).isEmpty();
        probe.open = name ? 2 : 1;
        probe.connect(known);
        if (name) {
            resolver.resolve(host).addListener((Future<List<InetAddress>> lookup) -> probe.lookedUp(host, known, lookup));
        }
    }

    @Override
    public void close() {
        if (loop.inEventLoop()) {
            resolver.close();
        } else if (!loop.isShuttingDown()) {
            loop.submit(resolver::close).syncUninterruptibly();
        }
    }

    @Sharable
    private static final class NothingToSay extends ChannelInboundHandlerAdapter {}

    private final class Probe {

        private final int port;
        private final Predicate<InetAddress> wanted;
        private final Consumer<Boolean> ended;
        private Future<?> deadline;
        private int open;
        private boolean over;

        Probe(int port, Predicate<InetAddress> wanted, Consumer<Boolean> ended) {
            this.port = port;
            this.wanted = wanted;
            this.ended = ended;
        }

        void lookedUp(String host, InetAddress known, Future<List<InetAddress>> lookup) {
            if (lookup.isSuccess()) {
                connect(lookup.getNow().stream()
                        .filter(address -> isAllowed(address) && !address.equals(known))
                        .findFirst()
                        .orElse(null));
            } else {
                ended(LookupFailure.of(host, lookup.cause()).kind().sign() == Sign.OF_LIFE);
            }
        }

        void connect(InetAddress address) {
            if (over || address == null || !isAllowed(address)) {
                ended(false);
                return;
            }
            ChannelFuture connecting = bootstrap.connect(new InetSocketAddress(address, port));
            connecting.addListener(done -> {
                connecting.channel().close();
                ended(done.isSuccess() || ConnectFailures.kindOf(done.cause()).sign() == Sign.OF_LIFE);
            });
        }

        private void ended(boolean alive) {
            open--;
            if (alive || open == 0) {
                end(alive);
            }
        }

        private boolean isAllowed(InetAddress address) {
            return wanted.test(address) && guard.check(address, false).isEmpty();
        }

        private void end(boolean alive) {
            if (!over) {
                over = true;
                deadline.cancel(false);
                ended.accept(alive);
            }
        }
    }
}
