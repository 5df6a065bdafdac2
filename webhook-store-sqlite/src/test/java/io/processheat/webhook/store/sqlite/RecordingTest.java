package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processheat.webhook.Priority;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.EventTerms;
import io.processheat.webhook.spi.KeyOrder;
import io.processheat.webhook.spi.Outcome;
import io.processheat.webhook.store.sqlite.Operation.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingTest {

    private static final KeyOrder KEY = new KeyOrder(1, 0);

    @Test
    void outcomesWaitForCompanyUnlessTheNextOfAKeyMayWaitForThem() {
        assertEquals(Kind.OUTCOMES, kind(outcome(null, WebhookStatus.SENT, false)));
        assertEquals(Kind.OUTCOMES, kind(outcome(KEY, WebhookStatus.RETRYING, true)));
        assertEquals(Kind.TURNS, kind(outcome(KEY, WebhookStatus.RETRYING, false)));
        assertEquals(Kind.TURNS, kind(outcome(KEY, WebhookStatus.FAILED, false)));
        assertEquals(Kind.TURNS, kind(outcome(null, WebhookStatus.SENT, false), outcome(KEY, WebhookStatus.SENT, false)));
    }

    private static Kind kind(Outcome... outcomes) {
        return Recording.kind(List.of(outcomes));
    }

    private static Outcome outcome(KeyOrder order, WebhookStatus next, boolean holdsKey) {
        ClaimedDelivery delivery =
                new ClaimedDelivery(1, null, null, null, 0, 0, false, Priority.LOW, EventTerms.NEVER, order, 0);
        return new Outcome(delivery, null, next, null, 0, true, holdsKey);
    }
}
