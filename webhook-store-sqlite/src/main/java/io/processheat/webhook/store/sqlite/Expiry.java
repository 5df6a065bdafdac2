package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.spi.EventTerms;

/** A deadline on disk: NULL where there is none, so that most rows have no entry in the index of deadlines. */
final class Expiry {

    private Expiry() {}

    static Long stored(long expiresAt) {
        return expiresAt == EventTerms.NEVER ? null : expiresAt;
    }

    static long read(Long stored) {
        return stored == null ? EventTerms.NEVER : stored;
    }
}
