package io.processheat.webhook;

import java.util.List;
import java.util.Optional;

/**
 * Answer to a registration or an update.
 *
 * @param generatedSecret the secret, where none was given and one was made: shown here and never again
 * @param warnings what was accepted but is not advisable, in plain words (a short secret, …)
 */
public record RegisteredWebhook(Webhook webhook, Optional<String> generatedSecret, List<String> warnings) {

    public RegisteredWebhook {
        warnings = List.copyOf(warnings);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "RegisteredWebhook[webhook=" + webhook + ", generatedSecret="
                + (generatedSecret.isPresent() ? "***" : "none") + ", warnings=" + warnings + "]";
    }
}
