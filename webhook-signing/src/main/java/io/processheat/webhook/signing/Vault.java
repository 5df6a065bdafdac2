package io.processheat.webhook.signing;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.spi.SealedSecret;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.UUID;

/** Seals secrets for the store and opens them again, with the key of one {@link KeyFile}. */
final class Vault {

    private final KeyFile file;
    private final SecureRandom random;

    Vault(KeyFile file, SecureRandom random) {
        this.file = file;
        this.random = random;
    }

    KeyFile file() {
        return file;
    }

    SealedSecret seal(UUID webhookId, Secret secret) {
        return file.key().seal(webhookId, secret, random);
    }

    /** @throws WebhookException {@code UNAVAILABLE} where the key file holds another key, or the secret is damaged */
    Secret open(UUID webhookId, SealedSecret sealed) {
        SealingKey key = file.key();
        if (!key.id().equals(sealed.keyId())) {
            throw cannotOpen(webhookId, "was sealed with key " + sealed.keyId() + ", but the key file " + file.path()
                    + " holds key " + key.id() + ": put the file with that key in its place", null);
        }
        try {
            return key.open(webhookId, sealed);
        } catch (GeneralSecurityException e) {
            throw cannotOpen(webhookId, "is damaged or belongs to another webhook: key " + key.id() + " of "
                    + file.path() + " does not open it", e);
        }
    }

    private static WebhookException cannotOpen(UUID webhookId, String why, Throwable cause) {
        String message = "The secret of webhook " + webhookId + " " + why;
        return new WebhookException(WebhookException.Reason.UNAVAILABLE, null, message, cause);
    }
}
