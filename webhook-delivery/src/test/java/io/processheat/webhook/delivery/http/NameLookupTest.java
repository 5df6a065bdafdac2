package io.processheat.webhook.delivery.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.delivery.http.DnsServer.Reply;
import io.processheat.webhook.delivery.http.PostResult.Failed;
import io.processheat.webhook.delivery.http.PostResult.Kind;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NameLookupTest {

    private static final int HOUR = 3600;

    @Test
    void aNameIsLookedUpAndStaysInTheHostHeader() throws Exception {
        try (DnsServer dns = new DnsServer(name -> name.equals("historian.example") ? Reply.of(HOUR, "127.0.0.1") : null);
                Receiver receiver = Receiver.answering(Receiver.OK);
                Lane lane = Lane.with().dns(dns.address()).open()) {
            String url = "http://Historian.example:" + receiver.port() + "/";
            assertEquals(200, lane.post(url).status());
            assertEquals("historian.example:" + receiver.port(), receiver.nextRequest().headers().get("Host"));
            assertEquals(200, lane.post(url).status());
            assertEquals(1, dns.udpQueries(), "the answer is kept for its time to live");
            assertEquals(1, receiver.connections());
        }
    }

    @Test
    void anAnswerIsKeptNoLongerThanItAllows() throws Exception {
        try (DnsServer dns = new DnsServer(name -> Reply.of(0, "127.0.0.1"));
                Receiver receiver = Receiver.answering(Receiver.OK);
                Lane lane = Lane.with().dns(dns.address()).open()) {
            for (int i = 1; i <= 3; i++) {
                assertEquals(200, lane.post("http://historian.example:" + receiver.port() + "/").status());
                assertEquals(i, dns.udpQueries());
            }
        }
    }

    @Test
    void anAnswerIsKeptNoLongerThanTheSettingAllows() throws Exception {
        try (DnsServer dns = new DnsServer(name -> Reply.of(HOUR, "127.0.0.1"));
                Receiver receiver = Receiver.answering(Receiver.OK);
                Lane lane = Lane.with()
                        .dns(dns.address())
                        .dnsTimes(Duration.ofSeconds(5), Duration.ofSeconds(1))
                        .open()) {
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (dns.udpQueries() < 2) {
                assertTrue(System.nanoTime() < deadline, "never asked again");
                assertEquals(200, lane.post("http://historian.example:" + receiver.port() + "/").status());
            }
        }
    }

    @Test
    void simultaneousPostsShareALookup() throws Exception {
        try (DnsServer dns = new DnsServer(name -> Reply.of(0, "127.0.0.1"));
                Receiver receiver = Receiver.answering(Receiver.OK);
                Lane lane = Lane.with().dns(dns.address()).open()) {
            String url = "http://historian.example:" + receiver.port() + "/";
            Lane.Posting[] both = new Lane.Posting[2];
            lane.onLoop(() -> {
                both[0] = lane.prepare(url);
                both[1] = lane.prepare(url);
                both[0].start();
                both[1].start();
            });
            assertEquals(200, both[0].status());
            assertEquals(200, both[1].status());
            assertEquals(1, dns.udpQueries());
        }
    }

    @Test
    void aNameThatDoesNotExistIsSaidSoAndRememberedForAMoment() throws Exception {
        try (DnsServer dns = new DnsServer(name -> Reply.noSuchName());
                Lane lane = Lane.with().dns(dns.address()).open()) {
            Failed failed = lane.post("http://gone.example/").failure();
            assertEquals(Kind.NAME_LOOKUP, failed.kind());
            assertEquals("DNS knows no address of gone.example", failed.message());
            int queries = dns.udpQueries();
            assertEquals(Kind.NAME_LOOKUP, lane.post("http://gone.example/").kind());
            assertEquals(queries, dns.udpQueries());
        }
    }

    @Test
    void aServerThatIsBrokenIsQuoted() throws Exception {
        try (DnsServer dns = new DnsServer(name -> Reply.broken(), name -> Reply.broken());
                Lane lane = Lane.with().dns(dns.address()).open()) {
            Failed failed = lane.post("http://historian.example/").failure();
            assertEquals(Kind.LOOKUP_UNANSWERED, failed.kind());
            assertTrue(failed.message().contains("SERVFAIL"), failed.message());
        }
    }

    @Test
    void aServerThatIsNotThereIsNoAnswer() throws Exception {
        DatagramSocket gone = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        InetSocketAddress address = (InetSocketAddress) gone.getLocalSocketAddress();
        gone.close();
        try (Lane lane = Lane.with().dns(address).dnsTimes(Duration.ofMillis(10), Duration.ofSeconds(1)).open()) {
            assertEquals(Kind.LOOKUP_UNANSWERED, lane.post("http://historian.example/").kind());
        }
    }

    @Test
    void aServerThatIsSilentFailsTheLookupInTheEnd() throws Exception {
        try (DnsServer silent = new DnsServer(name -> null);
                Lane lane = Lane.with()
                        .dns(silent.address())
                        .dnsTimes(Duration.ofMillis(10), Duration.ofSeconds(1))
                        .open()) {
            Failed failed = lane.post("http://historian.example/").failure();
            assertEquals(Kind.LOOKUP_UNANSWERED, failed.kind());
            assertEquals("no DNS server answered in time for historian.example", failed.message());
        }
    }

    @Test
    void theNextServerIsAskedWhereOneIsSilent() throws Exception {
        try (DnsServer silent = new DnsServer(name -> null);
                DnsServer dns = new DnsServer(name -> Reply.of(0, "127.0.0.1"));
                Receiver receiver = Receiver.answering(Receiver.OK);
                Lane lane = Lane.with()
                        .dns(silent.address(), dns.address())
                        .dnsTimes(Duration.ofMillis(50), Duration.ofSeconds(1))
                        .open()) {
            assertEquals(200, lane.post("http://historian.example:" + receiver.port() + "/").status());
            assertEquals(1, silent.udpQueries());
        }
    }

    @Test
    void anAnswerTooLongForUdpComesOverTcp() throws Exception {
        try (DnsServer dns = new DnsServer(name -> Reply.tooLongForUdp("127.0.0.1"));
                Receiver receiver = Receiver.answering(Receiver.OK);
                Lane lane = Lane.with().dns(dns.address()).open()) {
            assertEquals(200, lane.post("http://historian.example:" + receiver.port() + "/").status());
            assertEquals(1, dns.tcpQueries());
        }
    }

    @Test
    void aSlowLookupDoesNotDelayAnotherTarget() throws Exception {
        try (DnsServer dns = new DnsServer(name -> name.equals("slow.example") ? null : Reply.of(0, "127.0.0.1"));
                Receiver receiver = Receiver.answering(Receiver.OK);
                Lane lane = Lane.with().dns(dns.address()).open()) {
            List<Lane.Posting> waiting = Stream.generate(() -> lane.post("http://slow.example/")).limit(20).toList();
            for (int i = 0; i < 20; i++) {
                assertEquals(200, lane.post("http://quick.example:" + receiver.port() + "/").status());
            }
            assertFalse(waiting.stream().anyMatch(Lane.Posting::isDone));
        }
    }

    @Test
    void theHostsFileIsAskedFirst() throws Exception {
        try (DnsServer dns = new DnsServer(name -> Reply.noSuchName());
                Receiver receiver = Receiver.answering(Receiver.OK);
                Lane lane = Lane.with().dns(dns.address()).open()) {
            assertEquals(200, lane.post("http://localhost:" + receiver.port() + "/").status());
            assertEquals(0, dns.udpQueries());
        }
    }

    /** DNS rebinding: the name's first address passes the guard, all later ones are inside. */
    @Test
    void whatWasCheckedIsWhatIsConnectedToHoweverDnsAnswersNext() throws Exception {
        Iterator<String> addresses = Stream.concat(Stream.of("127.0.0.2"), Stream.generate(() -> "127.0.0.1")).iterator();
        try (DnsServer dns = new DnsServer(name -> Reply.of(0, addresses.next()));
                Receiver outside = Receiver.on("127.0.0.2", Receiver.answers(Receiver.OK));
                Receiver inside = Receiver.on("127.0.0.1", outside.port(), Receiver.answers(Receiver.OK));
                Lane lane = Lane.with().allowing("127.0.0.2").dns(dns.address()).open()) {
            String url = "http://rebound.example:" + outside.port() + "/";
            assertEquals(200, lane.post(url).status());
            assertEquals(1, outside.connections());
            Failed second = lane.post(url).failure();
            assertEquals(Kind.ADDRESS_NOT_ALLOWED, second.kind());
            assertTrue(second.message().startsWith("127.0.0.1 "), second.message());
            assertEquals(0, inside.connections());
        }
    }

    @Test
    void onlyTheAllowedOnesAmongSeveralAddressesAreTried() throws Exception {
        try (DnsServer dns = new DnsServer(name -> Reply.of(0, "127.0.0.1", "10.0.0.1", "127.0.0.2"));
                Receiver outside = Receiver.on("127.0.0.2", Receiver.answers(Receiver.OK));
                Receiver inside = Receiver.on("127.0.0.1", outside.port(), Receiver.answers(Receiver.OK));
                Lane lane = Lane.with().allowing("127.0.0.2").dns(dns.address()).open()) {
            assertEquals(200, lane.post("http://mixed.example:" + outside.port() + "/").status());
            assertEquals(0, inside.connections());
        }
    }

    @Test
    void theNextAddressIsTriedWhereOneRefusesOrIsDead() throws Exception {
        try (DnsServer dns = new DnsServer(name -> Reply.of(0, "127.0.0.4", "127.0.0.3", "127.0.0.2"));
                Receiver receiver = Receiver.on("127.0.0.2", Receiver.answers(Receiver.OK));
                FullBacklog dead = new FullBacklog("127.0.0.3", receiver.port());
                Lane lane = Lane.with().connectTimeout(Duration.ofMillis(50)).dns(dns.address()).open()) {
            assertEquals(200, lane.post("http://cluster.example:" + dead.port() + "/").status());
            assertEquals(1, receiver.connections());
        }
    }

    @Test
    void theFailureNamesEveryAddressThatWasTried() throws Exception {
        try (DnsServer dns = new DnsServer(name -> Reply.of(0, "127.0.0.4", "127.0.0.3"));
                FullBacklog dead = new FullBacklog("127.0.0.3", 0);
                Lane lane = Lane.with().connectTimeout(Duration.ofMillis(50)).dns(dns.address()).open()) {
            Failed failed = lane.post("http://cluster.example:" + dead.port() + "/").failure();
            assertEquals(Kind.CONNECT, failed.kind());
            assertTrue(failed.message().matches(".*refused.*127\\.0\\.0\\.4.*timed out.*127\\.0\\.0\\.3.*"), failed.message());
        }
    }
}
