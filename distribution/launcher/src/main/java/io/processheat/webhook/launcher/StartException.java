package io.processheat.webhook.launcher;

/** Why the runtime cannot start, in words for the person who started it. */
final class StartException extends Exception {

    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
