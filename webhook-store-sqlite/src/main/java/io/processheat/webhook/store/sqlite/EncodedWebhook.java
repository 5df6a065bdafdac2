package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.spi.StoredWebhook;

/** A webhook with its JSON columns, encoded on the caller's thread: what cannot be encoded is the caller's error. */
record EncodedWebhook(StoredWebhook webhook, String events, String metadata, String coalesced) {

    static EncodedWebhook of(StoredWebhook stored) {
        return new EncodedWebhook(
                stored,
                Json.write("events", stored.webhook().events()),
                Json.write("metadata", stored.webhook().metadata()),
                Json.write("coalesce", stored.webhook().options().coalesce()));
    }
}
