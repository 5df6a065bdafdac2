package io.processheat.webhook.delivery.http;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Makes the TLS side: which receivers are trusted, and which protocols are spoken. */
public final class TlsClient {

    private TlsClient() {}

    /**
     * Trusts the certification authorities of the Java runtime and those in the file.
     *
     * @param extraAuthorities certificates in PEM form
     * @throws IllegalArgumentException where the file cannot be used, saying why
     */
    public static SslContext trusting(Optional<Path> extraAuthorities) {
        try {
            return SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .endpointIdentificationAlgorithm("HTTPS")
                    .trustManager(trust(extraAuthorities.isEmpty() ? List.of() : read(extraAuthorities.get())))
                    .build();
        } catch (GeneralSecurityException | IOException unusableRuntime) {
            throw new IllegalStateException("the certificates of the Java runtime cannot be used", unusableRuntime);
        }
    }

    static TrustManagerFactory trust(Collection<? extends Certificate> extra)
            throws GeneralSecurityException, IOException {
        TrustManagerFactory runtime = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        runtime.init((KeyStore) null);
        if (extra.isEmpty()) {
            return runtime;
        }
        KeyStore both = KeyStore.getInstance(KeyStore.getDefaultType());
        both.load(null, null);
        int alias = 0;
        for (Certificate authority : Stream.concat(authorities(runtime), extra.stream()).toList()) {
            both.setCertificateEntry(String.valueOf(alias++), authority);
        }
        TrustManagerFactory extended = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        extended.init(both);
        return extended;
    }

    static Stream<X509Certificate> authorities(TrustManagerFactory factory) {
        return Stream.of(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .flatMap(manager -> Stream.of(((X509TrustManager) manager).getAcceptedIssuers()));
    }

    private static Collection<? extends Certificate> read(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException(file + " holds no certificate");
            }
            return certificates;
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(file + " cannot be read: " + unreadable, unreadable);
        } catch (CertificateException malformed) {
            throw new IllegalArgumentException(
                    file + " is not a list of certificates in PEM form: " + malformed.getMessage(), malformed);
        }
    }
}
