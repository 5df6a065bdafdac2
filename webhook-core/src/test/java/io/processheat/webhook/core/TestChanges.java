package io.processheat.webhook.core;

import io.processheat.webhook.spi.WebhookChange;

/** Changes that somebody else makes in the store. */
final class TestChanges {

    static final WebhookChange DEACTIVATE = new WebhookChange(null, null, null, null, false, null, null);

    private TestChanges() {}
}
