package io.processheat.webhook.delivery.http;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ssl.SslContext;
import io.processheat.webhook.delivery.http.PostResult.Answered;
import io.processheat.webhook.delivery.http.PostResult.Failed;
import io.processheat.webhook.delivery.http.PostResult.Kind;
import io.processheat.webhook.spi.EventContent;
import io.processheat.webhook.spi.Signer.Signatures;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** A sender with an event loop of its own; loopback addresses are allowed unless said otherwise. */
final class Lane implements AutoCloseable {

    static final UUID DELIVERY = UUID.fromString("01934b7e-0000-7000-8000-00000000000d");

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final HttpSender sender;

    private Lane(Setup setup) {
        AddressGuard guard = new AddressGuard(setup.allowed.stream().map(CidrBlock::parse).toList(), "allowed.networks");
        sender = new HttpSender(loop, setup.settings, guard, new DnsHostResolver(loop, setup.dns), setup.ssl);
    }

    static Setup with() {
        return new Setup();
    }

    static Lane open() {
        return with().open();
    }

    /** What differs from one test to the other. */
    static final class Setup {

        private List<String> allowed = List.of("127.0.0.0/8", "::1");
        private DnsSettings dns = DnsSettings.defaults();
        private HttpSettings settings = HttpSettings.defaults("1.2.3");
        private SslContext ssl = TlsClient.trusting(Optional.empty());

        Setup allowing(String... networks) {
            allowed = List.of(networks);
            return this;
        }

        Setup dns(InetSocketAddress... servers) {
            dns = dns.withServers(List.of(servers));
            return this;
        }

        Setup dnsTimes(Duration queryTimeout, Duration maxTtl) {
            dns = new DnsSettings(dns.servers(), queryTimeout, maxTtl, dns.negativeTtl());
            return this;
        }

        Setup ssl(SslContext context) {
            ssl = context;
            return this;
        }

        Setup connectTimeout(Duration timeout) {
            settings = new HttpSettings(settings.userAgent(), timeout, settings.idleTimeout(),
                    settings.maxIdleConnections(), settings.bodyGrace());
            return this;
        }

        Setup idle(Duration timeout, int max) {
            settings = new HttpSettings(settings.userAgent(), settings.connectTimeout(), timeout, max, settings.bodyGrace());
            return this;
        }

        Setup bodyGrace(Duration grace) {
            settings = new HttpSettings(settings.userAgent(), settings.connectTimeout(), settings.idleTimeout(),
                    settings.maxIdleConnections(), grace);
            return this;
        }

        Lane open() {
            return new Lane(this);
        }
    }

    HttpSender sender() {
        return sender;
    }

    EventLoop loop() {
        return loop;
    }

    static PostRequest request(String url, byte[] body) {
        return new PostRequest(
                Target.parse(url),
                new EventContent("event-1", "alarm.triggered", 1_795_554_300_123L, body),
                DELIVERY,
                1,
                null,
                1_795_554_301,
                new Signatures("sha256=00ff", "v1,AAAA v1,BBBB"),
                false);
    }

    Posting post(String url) {
        return post(url, "{}".getBytes(StandardCharsets.UTF_8));
    }

    Posting post(String url, byte[] body) {
        return post(url, body, UnaryOperator.identity());
    }

    Posting post(String url, byte[] body, UnaryOperator<PostRequest> change) {
        Posting posting = new Posting(change.apply(request(url, body)));
        loop.execute(posting::start);
        return posting;
    }

    /** A POST still to be started, on the loop. */
    Posting prepare(String url) {
        return new Posting(request(url, new byte[0]));
    }

    /** Runs on the loop and waits for the end. */
    void onLoop(Runnable task) throws Exception {
        loop.submit(task).get(10, TimeUnit.SECONDS);
    }

    /** Waits until the condition holds, as seen on the loop. */
    void await(BooleanSupplier condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!loop.submit(condition::getAsBoolean).get(10, TimeUnit.SECONDS)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not come to that");
            }
        }
    }

    int idleConnections() throws Exception {
        return loop.submit(() -> sender.pool().size()).get(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        sender.close();
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** A POST that was started, as its caller sees it. */
    final class Posting {

        private final PostRequest request;
        private final CompletableFuture<PostResult> result = new CompletableFuture<>();
        private final AtomicInteger calls = new AtomicInteger();
        private HttpSender.Exchange exchange;

        Posting(PostRequest request) {
            this.request = request;
        }

        void start() {
            boolean[] returned = {false};
            exchange = sender.send(request, ended -> {
                if (!returned[0] || !loop.inEventLoop()) {
                    result.completeExceptionally(new AssertionError("called back from within send, or off the loop"));
                }
                calls.incrementAndGet();
                result.complete(ended);
            });
            returned[0] = true;
        }

        void cancel(Kind kind, String why) throws Exception {
            onLoop(() -> exchange.cancel(kind, why));
        }

        PostResult result() throws Exception {
            return result.get(10, TimeUnit.SECONDS);
        }

        boolean isDone() {
            return result.isDone();
        }

        Answered answer() throws Exception {
            return assertInstanceOf(Answered.class, result());
        }

        int status() throws Exception {
            return answer().status();
        }

        Failed failure() throws Exception {
            return assertInstanceOf(Failed.class, result());
        }

        Kind kind() throws Exception {
            return failure().kind();
        }

        /** On the loop. */
        boolean hasHeaders() {
            return ((PostExchange) exchange).hasHeaders();
        }

        /** On the loop. */
        String doing() {
            return ((PostExchange) exchange).doing();
        }

        InetAddress peer() {
            return exchange.peer();
        }

        int calls() {
            return calls.get();
        }
    }
}
