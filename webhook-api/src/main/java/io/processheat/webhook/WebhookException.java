package io.processheat.webhook;

import java.util.Optional;

/** What a caller asked for cannot be done; nothing was changed. Messages never hold a secret. */
public final class WebhookException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why, in a form that programs can branch on. */
    public enum Reason {
        /** An event type that is neither built in nor configured. */
        UNSUPPORTED_EVENT_TYPE,
        /** A value that cannot be accepted; {@link WebhookException#field()} says which. */
        INVALID,
        /** No such webhook or delivery. */
        NOT_FOUND,
        /** The event id was used before with other content; or what is asked for does not go with the state that things are in. */
        CONFLICT,
        /** A payload above the limit (1 MiB of canonical bytes by default). */
        TOO_LARGE,
        /** The store cannot take more: disk full or the undelivered backlog at its bound. */
        FULL,
        /** A part is missing just now (being updated, starting, stopping): try again. */
        UNAVAILABLE
    }

    private final Reason reason;
    private final String field;

    public WebhookException(Reason reason, String message) {
        this(reason, null, message, null);
    }

    public WebhookException(Reason reason, String field, String message) {
        this(reason, field, message, null);
    }

    public WebhookException(Reason reason, String field, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.field = field;
    }

    public Reason reason() {
        return reason;
    }

    /** The offending field by its REST name ({@code url}, {@code events}, …), where one is to blame. */
    public Optional<String> field() {
        return Optional.ofNullable(field);
    }
}
