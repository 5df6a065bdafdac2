package io.processheat.webhook.delivery.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.processheat.webhook.delivery.http.PostResult.Failed;
import io.processheat.webhook.delivery.http.PostResult.Kind;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {

    private static X509Bundle authority;

    @TempDir
    private static Path folder;

    private static Path authorityFile;

    @BeforeAll
    static void makeAuthority() throws Exception {
        authority = new CertificateBuilder().subject("CN=Plant CA").setIsCertificateAuthority(true).buildSelfSigned();
        authorityFile = Files.writeString(folder.resolve("plant-ca.pem"), authority.getRootCertificatePEM());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void anAuthorityFromTheFileIsTrustedForNamesAndAddresses(String protocol) throws Exception {
        try (Receiver receiver = receiver(server("localhost", "127.0.0.1"), protocol, Receiver.answers(Receiver.OK));
                Lane lane = trusting()) {
            assertEquals(200, lane.post("https://localhost:" + receiver.port() + "/").status());
            assertEquals(200, lane.post("https://127.0.0.1:" + receiver.port() + "/").status());
            assertEquals(200, lane.post("https://localhost:" + receiver.port() + "/").status());
            assertEquals(2, receiver.connections(), "TLS connections are used again");
        }
    }

    @Test
    void longBodiesArriveWhole() throws Exception {
        byte[] body = new byte[1024 * 1024];
        try (Receiver receiver = receiver(server("localhost"), "TLSv1.3", Receiver.answers(Receiver.OK));
                Lane lane = trusting()) {
            assertEquals(200, lane.post("https://localhost:" + receiver.port() + "/", body).status());
            assertEquals(body.length, receiver.nextRequest().body().length);
        }
    }

    @Test
    void theNameIsSentToTheServer() throws Exception {
        BlockingQueue<String> asked = new LinkedBlockingQueue<>();
        try (Receiver receiver = receiver(server("localhost"), "TLSv1.3", conversation -> {
                    conversation.readRequest();
                    ExtendedSSLSession session = (ExtendedSSLSession) ((SSLSocket) conversation.socket()).getSession();
                    asked.add(((SNIHostName) session.getRequestedServerNames().get(0)).getAsciiName());
                    conversation.write(Receiver.OK);
                });
                Lane lane = trusting()) {
            lane.post("https://localhost:" + receiver.port() + "/").answer();
            assertEquals("localhost", asked.poll(10, TimeUnit.SECONDS), "also a name without a dot");
        }
    }

    @Test
    void anUnknownAuthorityIsRefused() throws Exception {
        try (Receiver receiver = receiver(server("localhost"), "TLSv1.3", Receiver.answers(Receiver.OK));
                Lane lane = Lane.open()) {
            assertRefused(lane, receiver, "an authority that is not trusted here");
        }
    }

    @Test
    void aCertificateForAnotherNameIsRefused() throws Exception {
        try (Receiver receiver = receiver(server("other.example", "127.0.0.9"), "TLSv1.3", Receiver.answers(Receiver.OK));
                Lane lane = trusting()) {
            assertRefused(lane, receiver, "localhost");
            assertEquals(Kind.TLS, lane.post("https://127.0.0.1:" + receiver.port() + "/").kind());
        }
    }

    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        Instant now = Instant.now();
        X509Bundle expired = builder("localhost")
                .notBefore(now.minus(Duration.ofDays(9)))
                .notAfter(now.minus(Duration.ofDays(1)))
                .buildIssuedBy(authority);
        try (Receiver receiver = receiver(expired, "TLSv1.3", Receiver.answers(Receiver.OK));
                Lane lane = trusting()) {
            assertRefused(lane, receiver, "has expired");
        }
    }

    @Test
    void aCertificateOfTheFutureIsRefused() throws Exception {
        Instant now = Instant.now();
        X509Bundle early = builder("localhost")
                .notBefore(now.plus(Duration.ofDays(1)))
                .notAfter(now.plus(Duration.ofDays(9)))
                .buildIssuedBy(authority);
        try (Receiver receiver = receiver(early, "TLSv1.3", Receiver.answers(Receiver.OK));
                Lane lane = trusting()) {
            assertRefused(lane, receiver, "is the clock here right?");
        }
    }

    @Test
    void aServerWithoutTlsIsSaidToBeOne() throws Exception {
        try (Receiver receiver = Receiver.doing(conversation -> {
                    conversation.write("HTTP/1.1 400 Bad Request\r\n\r\n");
                    conversation.awaitClose();
                });
                Lane lane = trusting()) {
            assertRefused(lane, receiver, "does not speak TLS");
        }
    }

    @Test
    void aServerThatHangsUpDuringTheHandshakeFailsIt() throws Exception {
        try (Receiver receiver = Receiver.doing(conversation -> conversation.socket().getInputStream().read());
                Lane lane = trusting()) {
            assertRefused(lane, receiver, "");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aServerThatWantsACertificateOfOursIsATlsFailure(String protocol) throws Exception {
        SSLServerSocket demanding = socket(server("localhost"), protocol);
        demanding.setNeedClientAuth(true);
        try (Receiver receiver = Receiver.on(demanding, Receiver.answers(Receiver.OK));
                Lane lane = trusting()) {
            assertEquals(Kind.TLS, lane.post("https://localhost:" + receiver.port() + "/").kind());
        }
    }

    @Test
    void anIdleTlsConnectionThatEndsIsStale() throws Exception {
        try (Receiver receiver = receiver(server("localhost"), "TLSv1.3", conversation -> {
                    conversation.readRequest();
                    conversation.write(Receiver.OK);
                    conversation.readRequest();
                });
                Lane lane = trusting()) {
            String url = "https://localhost:" + receiver.port() + "/";
            lane.post(url).answer();
            assertEquals(Kind.STALE_CONNECTION, lane.post(url).kind());
        }
    }

    @Test
    void theAuthoritiesOfTheRuntimeStayTrusted() throws Exception {
        List<?> ofTheRuntime = TlsClient.authorities(TlsClient.trust(List.of())).toList();
        List<?> both = TlsClient.authorities(TlsClient.trust(List.of(authority.getCertificate()))).toList();
        assertTrue(both.containsAll(ofTheRuntime));
        assertTrue(both.contains(authority.getCertificate()));
    }

    @Test
    void aFileWithoutUsableCertificatesIsRefusedByName() throws Exception {
        Path garbage = Files.writeString(folder.resolve("garbage.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        Path key = Files.writeString(folder.resolve("key.pem"), authority.getPrivateKeyPEM());
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        for (Path file : List.of(garbage, key, empty, folder.resolve("missing.pem"), folder)) {
            String message = assertThrows(IllegalArgumentException.class, () -> TlsClient.trusting(Optional.of(file)), file::toString)
                    .getMessage();
            assertTrue(message.startsWith(file.toString()), message);
        }
    }

    private static void assertRefused(Lane lane, Receiver receiver, String part) throws Exception {
        Failed failed = lane.post("https://localhost:" + receiver.port() + "/").failure();
        assertEquals(Kind.TLS, failed.kind(), failed.message());
        assertTrue(failed.message().contains(part), failed.message());
    }

    private static Lane trusting() {
        return Lane.with().ssl(TlsClient.trusting(Optional.of(authorityFile))).open();
    }

    private static X509Bundle server(String name, String... addresses) throws Exception {
        CertificateBuilder builder = builder(name);
        for (String address : addresses) {
            builder.addSanIpAddress(address);
        }
        return builder.buildIssuedBy(authority);
    }

    private static CertificateBuilder builder(String name) {
        return new CertificateBuilder().subject("CN=" + name).addSanDnsName(name).addExtendedKeyUsageServerAuth();
    }

    private static Receiver receiver(X509Bundle certificate, String protocol, Receiver.Script script) throws Exception {
        return Receiver.on(socket(certificate, protocol), script);
    }

    private static SSLServerSocket socket(X509Bundle certificate, String protocol) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(certificate.toKeyManagerFactory().getKeyManagers(), null, null);
        SSLServerSocket socket = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        socket.setEnabledProtocols(new String[] {protocol});
        return socket;
    }
}
