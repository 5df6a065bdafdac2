package io.processheat.webhook.core.json;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import java.util.regex.Pattern;

/** Why a value has no canonical form; on its way out of the nesting it learns where the value stands. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int MAX_KEY = 40;
    private static final int MAX_PATH = 200;

    private final Reason reason;
    private final StringBuilder path = new StringBuilder();

    Refusal(String message) {
        this(Reason.INVALID, message);
    }

    private Refusal(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    static Refusal tooLarge(String message) {
        return new Refusal(Reason.TOO_LARGE, message);
    }

    Refusal under(String key) {
        path.insert(0, PLAIN_KEY.matcher(key).matches() ? "." + key : "[" + quoted(key) + "]");
        return this;
    }

    Refusal under(int index) {
        path.insert(0, "[" + index + "]");
        return this;
    }

    WebhookException toException(String field) {
        // What is too large is the whole, not the place where that was noticed.
        String where = reason == Reason.TOO_LARGE ? field : field + shortened();
        return new WebhookException(reason, field, where + ": " + getMessage());
    }

    private String shortened() {
        if (path.length() <= MAX_PATH) {
            return path.toString();
        }
        int half = MAX_PATH / 2;
        return path.substring(0, half) + "…" + path.substring(path.length() - half);
    }

    private static String quoted(String key) {
        CanonicalOutput out = new CanonicalOutput(Integer.MAX_VALUE, NonFinite.REFUSED);
        out.string(key.length() <= MAX_KEY ? key : key.substring(0, MAX_KEY) + "…");
        return out.toString();
    }
}
