package io.processheat.webhook.delivery.http;

import io.netty.handler.ssl.NotSslRecordException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.stream.Stream;

/** Says what went wrong with TLS, and what can be done about it. */
final class TlsFailure {

    private TlsFailure() {}

    static String describe(Throwable failure) {
        return find(failure, CertificateExpiredException.class)
                .map(expired -> "its certificate has expired: " + expired.getMessage())
                .or(() -> find(failure, CertificateNotYetValidException.class)
                        .map(early -> "its certificate is not valid yet (is the clock here right?): " + early.getMessage()))
                .or(() -> find(failure, CertPathBuilderException.class)
                        .map(unknown -> "its certificate comes from an authority that is not trusted here; "
                                + "add that to the trusted certificates: " + unknown.getMessage()))
                .or(() -> find(failure, NotSslRecordException.class).map(plain -> "it does not speak TLS on this port"))
                .or(() -> find(failure, ClosedChannelException.class).map(closed -> "it closed the connection"))
                .or(() -> find(failure, CertificateException.class)
                        .map(refused -> "its certificate is refused: " + refused.getMessage()))
                .orElseGet(() -> String.valueOf(failure.getMessage()));
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
