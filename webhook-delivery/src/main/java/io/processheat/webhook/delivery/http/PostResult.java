package io.processheat.webhook.delivery.http;

import java.time.Duration;
import java.util.Optional;

/** How one POST ended. */
public sealed interface PostResult {

    /** From the start to the end of the answer's headers, or to the failure. */
    Duration elapsed();

    /**
     * The receiver answered; its status alone decides.
     *
     * @param retryAfter the header as it came
     * @param body the first {@value Answer#KEPT_BYTES} bytes as text, or what of them arrived in time; may be empty
     */
    record Answered(int status, Optional<String> retryAfter, String body, Duration elapsed) implements PostResult {}

    /**
     * There is no answer.
     *
     * @param message for people, one line; programs look at the kind
     */
    record Failed(Kind kind, String message, Duration elapsed) implements PostResult {}

    /** Why there is no answer. */
    enum Kind {
        /** The name has no address, or no DNS server said so in time. */
        NAME_LOOKUP,
        /** The address guard refuses every address of the name. */
        ADDRESS_NOT_ALLOWED,
        /** No address accepted a connection: refused, unreachable, or silent for the connect timeout. */
        CONNECT,
        /** Certificate not trusted, expired, for another name; or no common protocol. */
        TLS,
        /** The receiver ended the connection before the headers of its answer were complete. */
        RESET,
        /**
         * As {@link #RESET}, but without a byte of an answer and on a connection that had been idle: most likely the
         * receiver had closed it already. Worth another try at once {@linkplain PostRequest#onFreshConnection on a
         * fresh connection}.
         */
        STALE_CONNECTION,
        /** What came is not HTTP, or breaks its rules or our limits. */
        PROTOCOL,
        /** The caller's deadline passed. */
        TIMEOUT,
        /** The sender, or its caller, stopped. */
        STOPPED
    }
}
