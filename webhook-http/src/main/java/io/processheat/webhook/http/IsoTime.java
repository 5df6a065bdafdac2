package io.processheat.webhook.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Reads times that clients write. */
final class IsoTime {

    private IsoTime() {}

    /** @throws Refusal 422 naming the field */
    static Instant read(String field, String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
            if (time.getYear() >= 1 && time.getYear() <= 9999) {
                return time.toInstant();
            }
        } catch (DateTimeException e) {
            throw notATime(field);
        }
        throw notATime(field);
    }

    static Refusal notATime(String field) {
        return Fields.wrongType(field, "an ISO 8601 time with an offset, in the years 1 to 9999, like 2026-11-23T21:05:00.123Z");
    }
}
