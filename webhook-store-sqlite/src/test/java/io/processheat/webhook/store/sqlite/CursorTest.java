package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.WebhookException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CursorTest {

    @Test
    void leadsBackToItsPosition() {
        for (long position : List.of(0L, 1L, 5_000_000_000L)) {
            assertEquals(position, Cursor.DELIVERIES.decode(Cursor.DELIVERIES.encode(position)));
        }
    }

    @Test
    void needsNoEscapingInAUrl() {
        assertTrue(Cursor.WEBHOOKS.encode(9_876_543_210L).matches("[A-Za-z0-9_-]+"));
    }

    @Test
    void refusesWhatItDidNotMake() {
        String padded = Cursor.DELIVERIES.encode(1) + "=";
        String ofTheOtherListing = Cursor.WEBHOOKS.encode(1);
        String leadingZero = "ZDAx";
        String negative = "ZC0x";
        String huge = "ZDk5OTk5OTk5OTk5OTk5OTk5OTk5";
        for (String cursor : List.of("", "d1", padded, ofTheOtherListing, leadingZero, negative, huge)) {
            WebhookException refusal =
                    assertThrows(WebhookException.class, () -> Cursor.DELIVERIES.decode(cursor), cursor);
            assertEquals("cursor", refusal.field().orElseThrow());
        }
    }
}
