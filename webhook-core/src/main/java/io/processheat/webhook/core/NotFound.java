package io.processheat.webhook.core;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;

/** Refusals of ids that do not exist. */
final class NotFound {

    private NotFound() {}

    static WebhookException webhook(String id) {
        return new WebhookException(Reason.NOT_FOUND, "there is no webhook '" + Shown.of(id) + "'");
    }

    static WebhookException delivery(String id) {
        return new WebhookException(Reason.NOT_FOUND, "there is no delivery '" + Shown.of(id) + "'");
    }
}
