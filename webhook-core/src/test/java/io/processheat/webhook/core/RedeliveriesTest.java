package io.processheat.webhook.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processheat.webhook.Redelivery;
import io.processheat.webhook.WebhookException.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class RedeliveriesTest extends Scenario {

    private static final Instant SINCE = Instant.ofEpochMilli(1_000);
    private static final Instant UNTIL = Instant.ofEpochMilli(2_000);

    @Test
    void passOnTheRangeAndTheCursor() {
        String id = register(ALARM);
        assertEquals(new Redelivery(2, Optional.of("c2")), done(manager.recoverWebhook(id, SINCE, null, null)));
        done(manager.retryFailed(id, SINCE, UNTIL, "c2"));
        assertEquals(
                List.of("recover " + id + " from 1000 to " + Long.MAX_VALUE + " after null",
                        "replay " + id + " from 1000 to 2000 after c2"),
                store.redeliveries);
    }

    @Test
    void refuseARangeThatIsNone() {
        String id = register(ALARM);
        assertEquals("since", field(manager.recoverWebhook(id, null, null, null)));
        assertEquals("since", field(manager.retryFailed(id, Instant.MIN, null, null)));
        assertEquals("until", field(manager.retryFailed(id, SINCE, Instant.MAX, null)));
        assertEquals("until", field(manager.recoverWebhook(id, UNTIL, SINCE, null)));
        assertEquals(List.of(), store.redeliveries);
    }

    private static String field(CompletionStage<?> refused) {
        return failed(Reason.INVALID, refused).field().orElseThrow();
    }

    @Test
    void knowNoWebhookOrDeliveryOfAnotherId() {
        failed(Reason.NOT_FOUND, manager.recoverWebhook("no id", SINCE, null, null));
        failed(Reason.NOT_FOUND, manager.retryDelivery("no id"));
        failed(Reason.NOT_FOUND, manager.retryDelivery(UUID.randomUUID().toString()));
        store.redelivery = Optional.empty();
        failed(Reason.NOT_FOUND, manager.retryFailed(UUID.randomUUID().toString(), SINCE, null, null));
    }

    @Test
    void answerTheNewDelivery() {
        register(ALARM);
        String delivery = manager.triggerWebhook(ALARM, Map.of()).deliveryIds().get(0);
        assertEquals(delivery, done(manager.retryDelivery(delivery)).id(), "which is the same one in this double");
    }

    @Test
    void areCarriedByTheStageWhereTheStoreRefuses() {
        String id = register(ALARM);
        store.fail(Reason.FULL);
        failed(Reason.FULL, manager.recoverWebhook(id, SINCE, null, null));
        failed(Reason.FULL, manager.backUp());
    }
}
