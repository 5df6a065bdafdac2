package io.processheat.webhook.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.processheat.webhook.WebhookException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A secret in the clear, checked, with the two keys that follow from it. */
final class Secret {

    private static final String STANDARD_PREFIX = "whsec_";
    private static final int NEW_KEY_BYTES = 32;
    private static final int ADVISED_KEY_BYTES = 24;
    private static final int MAX_CHARS = 512;

    private final String text;
    private final byte[] standardKey;

    private Secret(String text) {
        this.text = text;
        this.standardKey = isStandard() ? decode(text.substring(STANDARD_PREFIX.length())) : wholeKey();
    }

    static Secret random(SecureRandom random) {
        byte[] key = new byte[NEW_KEY_BYTES];
        random.nextBytes(key);
        return new Secret(STANDARD_PREFIX + Base64.getEncoder().encodeToString(key));
    }

    /**
     * Checks a secret somebody brings.
     *
     * @throws WebhookException {@code INVALID}; the message does not quote the secret
     */
    static Secret parse(String text) {
        if (text == null || text.isBlank()) {
            throw invalid("The secret is empty");
        }
        if (text.length() > MAX_CHARS) {
            throw invalid("The secret is longer than " + MAX_CHARS + " characters");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw invalid("The secret contains a control character");
        }
        if (!UTF_8.newEncoder().canEncode(text)) {
            throw invalid("The secret contains half a surrogate pair, which has no form in UTF-8");
        }
        return new Secret(text);
    }

    /** One that was checked when it was sealed: rules that came later do not lock it out. */
    static Secret stored(String text) {
        return new Secret(text);
    }

    /** What to tell who brought the secret; it is accepted all the same, because such receivers exist. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (standardKey.length < ADVISED_KEY_BYTES) {
            warnings.add("The secret's key is shorter than " + ADVISED_KEY_BYTES + " bytes, which makes it easier to guess");
        }
        if (isStandard() && !canonical().equals(text)) {
            warnings.add("The base64 after " + STANDARD_PREFIX + " is not padded as it should be;"
                    + " receivers' libraries in some languages refuse it");
        }
        return List.copyOf(warnings);
    }

    String text() {
        return text;
    }

    /** The key of {@code X-Webhook-Signature}: the whole text, prefix included. */
    byte[] wholeKey() {
        return text.getBytes(UTF_8);
    }

    /** The key of Standard Webhooks v1: what {@code whsec_} introduces, decoded; of any other secret the whole text. */
    byte[] standardKey() {
        return standardKey.clone();
    }

    boolean isStandard() {
        return text.startsWith(STANDARD_PREFIX);
    }

    private String canonical() {
        return STANDARD_PREFIX + Base64.getEncoder().encodeToString(standardKey);
    }

    private static byte[] decode(String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            // Not kept as the cause: its message quotes from the secret.
            throw invalid("What follows " + STANDARD_PREFIX + " in the secret is not base64");
        }
        if (key.length == 0) {
            throw invalid("No key follows " + STANDARD_PREFIX + " in the secret");
        }
        return key;
    }

    private static WebhookException invalid(String message) {
        return new WebhookException(WebhookException.Reason.INVALID, "secret", message);
    }

    @Override
    public String toString() {
        return "Secret[masked]";
    }
}
