package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.spi.WebhookChange;

/** A change with its JSON columns, encoded on the caller's thread; null keeps what is. */
record EncodedChange(WebhookChange change, String events, String metadata, String coalesced) {

    static EncodedChange of(WebhookChange change) {
        return new EncodedChange(
                change,
                change.events() == null ? null : Json.write("events", change.events()),
                change.metadata() == null ? null : Json.write("metadata", change.metadata()),
                change.options().coalesce() == null ? null : Json.write("coalesce", change.options().coalesce()));
    }
}
