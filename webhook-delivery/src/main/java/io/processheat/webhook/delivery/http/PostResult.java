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

    /** What this says of the line to the host. */
    default Sign sign() {
        return this instanceof Failed failed ? failed.kind().sign() : Sign.OF_LIFE;
    }

    /** What an attempt found out about the line to its host, whatever became of the request. */
    enum Sign {
        /** Something came back: an answer, a refusal, a reset, an established connection, an answer of DNS. */
        OF_LIFE,
        /** The connection was made for it, or part of an answer came; but nobody knows how long nothing has come since. */
        OF_EARLIER_LIFE,
        /** Nothing at all came back. */
        SILENCE,
        /** It ended for reasons on this side. */
        NONE;

        /** Whether the line may be the reason that there is no answer. */
        public boolean mayBeTheLine() {
            return this == SILENCE || this == OF_EARLIER_LIFE;
        }
    }

    /** Why there is no answer. */
    enum Kind {
        /** The name has no address: DNS says so. */
        NAME_LOOKUP(Sign.OF_LIFE),
        /** No DNS server answered in time, or those that did could not say. */
        LOOKUP_UNANSWERED(Sign.SILENCE),
        /** The address guard refuses every address of the name. */
        ADDRESS_NOT_ALLOWED(Sign.NONE),
        /** No address accepted a connection; at least one refused it. */
        CONNECT(Sign.OF_LIFE),
        /** No address accepted a connection or refused it: no route, or none to its network. */
        UNREACHABLE(Sign.SILENCE),
        /** No address accepted a connection or refused it: silent for the connect timeout, or to the caller's deadline. */
        CONNECT_TIMEOUT(Sign.SILENCE),
        /** No connection could be tried: there are no more file descriptors, say. */
        NOT_OPENED(Sign.NONE),
        /** Certificate not trusted, expired, for another name; or no common protocol. */
        TLS(Sign.OF_LIFE),
        /** The receiver ended the connection before the headers of its answer were complete. */
        RESET(Sign.OF_LIFE),
        /**
         * As {@link #RESET}, but without a byte of an answer and on a connection that had been idle: most likely the
         * receiver had closed it already. Worth another try at once {@linkplain PostRequest#onFreshConnection on a
         * fresh connection}.
         */
        STALE_CONNECTION(Sign.OF_LIFE),
        /** What came is not HTTP, or breaks its rules or our limits. */
        PROTOCOL(Sign.OF_LIFE),
        /** The caller's deadline passed, on a connection established for this attempt or with part of an answer. */
        TIMEOUT(Sign.OF_EARLIER_LIFE),
        /** The caller's deadline passed without a byte on a connection that had been idle: it may be cut. */
        SILENT_CONNECTION(Sign.SILENCE),
        /** No request could be made of what is to be sent. */
        UNSENDABLE(Sign.NONE),
        /** The sender, or its caller, stopped. */
        STOPPED(Sign.NONE);

        private final Sign sign;

        Kind(Sign sign) {
            this.sign = sign;
        }

        /** What this says of the line to the host. */
        public Sign sign() {
            return sign;
        }
    }
}
