package io.processheat.webhook.http;

import static io.processheat.webhook.http.ApiCalls.assertProblem;
import static io.processheat.webhook.http.ApiCalls.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processheat.webhook.DeliveryHistory;
import io.processheat.webhook.DeliveryQuery;
import io.processheat.webhook.Page;
import io.processheat.webhook.WebhookStatus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryCallsTest {

    private static final String SENT = "{\"delivery_id\":\"" + Samples.DELIVERY_ID + "\",\"webhook_id\":\"" + Samples.WEBHOOK_ID
            + "\",\"event_id\":\"" + Samples.EVENT_ID + "\",\"event_type\":\"alarm.triggered\",\"status\":\"sent\","
            + "\"reason\":null,\"attempt\":2,\"http_status\":200,\"error_message\":null,"
            + "\"created_at\":\"2026-11-23T21:05:00.120Z\","
            + "\"sent_at\":\"2026-11-23T21:05:03.120Z\",\"next_attempt_at\":null,\"priority\":\"high\",\"ordering_key\":\"A-17\","
            + "\"key_sequence\":4,\"expires_at\":\"2026-11-23T21:06:00.120Z\",\"replay_of\":\"" + Samples.EVENT_ID + "\","
            + "\"provenance_hash\":\"ab12\"";

    private final ApiCalls api = new ApiCalls();
    private final AtomicReference<DeliveryQuery> asked = new AtomicReference<>();

    @Test
    void listsWithTheCursorOfTheNextPage() {
        api.manager.listDeliveries = (id, query) -> {
            asked.set(query);
            return new Page<>(List.of(Samples.sent()), Optional.of("next"));
        };
        assertEquals("{\"deliveries\":[" + SENT + "}],\"next_cursor\":\"next\"}", text(api.get("/webhooks/a/deliveries")));
        assertEquals(DeliveryQuery.NEWEST, asked.get());
    }

    @Test
    void theLastPageHasANullCursor() {
        api.manager.listDeliveries = (id, query) -> {
            asked.set(query);
            return new Page<>(List.of(), Optional.empty());
        };
        assertEquals("{\"deliveries\":[],\"next_cursor\":null}",
                text(api.get("/webhooks/a/deliveries?limit=500&cursor=c&status=failed")));
        assertEquals(new DeliveryQuery(Optional.of(WebhookStatus.FAILED), Optional.of("c"), 500), asked.get());
    }

    @ParameterizedTest
    @EnumSource
    void everyStatusHasItsWord(WebhookStatus status) {
        api.manager.listDeliveries = (id, query) -> {
            asked.set(query);
            return new Page<>(List.of(), Optional.empty());
        };
        api.get("/webhooks/a/deliveries?status=" + status.name().toLowerCase(Locale.ROOT));
        assertEquals(Optional.of(status), asked.get().status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=501", "limit=-1", "limit=many", "limit=", "limit=99999999999", "status=lost",
        "status=", "status=SENT"})
    void refusesWhatCannotBeAskedFor(String query) {
        assertProblem(400, query.substring(0, query.indexOf('=')), api.get("/webhooks/a/deliveries?" + query));
    }

    @Test
    void showsOneWithItsAttempts() {
        api.manager.getDelivery =
                id -> Optional.of(new DeliveryHistory(Samples.sent(), List.of(Samples.failedAttempt())));
        assertEquals(SENT + ",\"attempts\":[{\"attempt\":1,\"started_at\":\"2026-11-23T21:05:00.120Z\",\"duration_ms\":41,"
                + "\"http_status\":null,\"error\":\"connection refused\",\"response\":\"\"}]}",
                text(api.get("/deliveries/" + Samples.DELIVERY_ID)));
    }

    @Test
    void wordsAreTheSameInEveryCountry() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertEquals("retrying", Views.word(WebhookStatus.RETRYING));
        } finally {
            Locale.setDefault(before);
        }
    }
}
