package io.processheat.webhook.delivery.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.processheat.webhook.delivery.http.DnsServer.Reply;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HostProbeTest {

    private Duration timeout = Duration.ofSeconds(10);

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private DnsSettings dns = DnsSettings.defaults();

    @AfterEach
    void end() {
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void aHostThatAcceptsAConnectionIsThere() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
            assertTrue(probe("127.0.0.1", server.getLocalPort(), "127.0.0.1"));
        }
    }

    @Test
    void soIsOneThatRefuses() throws Exception {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        server.close();
        assertTrue(probe("127.0.0.1", server.getLocalPort(), "127.0.0.1"));
    }

    @Test
    void oneThatIsSilentIsNot() throws Exception {
        timeout = Duration.ofMillis(200);
        try (FullBacklog dead = new FullBacklog("127.0.0.3", 0)) {
            assertFalse(probe("127.0.0.3", dead.port(), "127.0.0.3"));
        }
    }

    @Test
    void severalAreProbedAtOnce() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
                HostProbe probe = new HostProbe(loop, timeout, guard("127.0.0.0/8"), new DnsHostResolver(loop, dns))) {
            List<CompletableFuture<Boolean>> ended = Stream.generate(CompletableFuture<Boolean>::new).limit(20).toList();
            loop.execute(() -> ended.forEach(each -> probe.probe("127.0.0.1", server.getLocalPort(),
                    server.getInetAddress(), address -> true, alive -> each.complete(alive && loop.inEventLoop()))));
            for (CompletableFuture<Boolean> each : ended) {
                assertTrue(each.get(20, TimeUnit.SECONDS));
            }
        }
    }

    @Test
    void aNameIsLookedUpAnew() throws Exception {
        try (DnsServer server = new DnsServer(name -> Reply.of(0, "127.0.0.1"));
                ServerSocket host = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
                FullBacklog dead = new FullBacklog("127.0.0.3", host.getLocalPort())) {
            dns = dns.withServers(List.of(server.address()));
            assertTrue(probe("moved.example", dead.port(), "127.0.0.3"));
        }
    }

    @Test
    void whatDnsSaysOfANameThatIsGoneIsAnAnswer() throws Exception {
        try (DnsServer server = new DnsServer(name -> Reply.noSuchName())) {
            dns = dns.withServers(List.of(server.address()));
            assertTrue(probe("gone.example", 443, null));
        }
    }

    @Test
    void withoutDnsTheLastKnownAddressIsTried() throws Exception {
        try (DnsServer broken = new DnsServer(name -> Reply.broken(), name -> Reply.broken());
                ServerSocket host = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
            dns = dns.withServers(List.of(broken.address()));
            assertTrue(probe("historian.example", host.getLocalPort(), "127.0.0.1"));
            assertFalse(probe("historian.example", host.getLocalPort(), null));
        }
    }

    @Test
    void addressesOfOtherZonesAndThoseThatAreNotAllowedAreLeftAlone() throws Exception {
        try (Receiver receiver = Receiver.answering(Receiver.OK)) {
            assertFalse(probe("127.0.0.1", receiver.port(), "127.0.0.1", "127.0.0.0/8", address -> false));
            assertFalse(probe("127.0.0.1", receiver.port(), "127.0.0.1", "10.0.0.0/8", address -> true));
            assertTrue(receiver.connections() == 0);
        }
    }

    private boolean probe(String host, int port, String known) throws Exception {
        return probe(host, port, known, "127.0.0.0/8", address -> true);
    }

    private boolean probe(String host, int port, String known, String allowed, Predicate<InetAddress> wanted)
            throws Exception {
        InetAddress address = known == null ? null : InetAddress.getByName(known);
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        try (HostProbe probe = new HostProbe(loop, timeout, guard(allowed), new DnsHostResolver(loop, dns))) {
            loop.execute(() -> probe.probe(host, port, address, wanted, ended::complete));
            return ended.get(20, TimeUnit.SECONDS);
        }
    }

    private static AddressGuard guard(String allowed) {
        return new AddressGuard(List.of(CidrBlock.parse(allowed)), "allow.networks");
    }
}
