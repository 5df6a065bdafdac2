package io.processheat.webhook.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.WebhookUpdate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PauseTest extends Scenario {

    @Test
    void aPausedWebhookIsGivenItsDeliveriesAllTheSame() {
        String id = register(ALARM);
        assertTrue(manager.pauseWebhook(id).paused());
        assertTrue(manager.pauseWebhook(id).paused(), "once more changes nothing");
        assertTrue(manager.getWebhook(id).orElseThrow().active());
        assertEquals(1, manager.triggerWebhook(ALARM, Map.of()).deliveryIds().size());
        assertFalse(manager.resumeWebhook(id).paused());
    }

    @Test
    void anUpdateLeavesThePauseAsItIs() {
        String id = register(ALARM);
        manager.pauseWebhook(id);
        assertTrue(manager.updateWebhook(id, WebhookUpdate.NONE.withActive(false)).webhook().paused());
    }

    @Test
    void whatIsNotThereCannotBePaused() {
        String id = register(ALARM);
        manager.unregisterWebhook(id);
        refused(Reason.NOT_FOUND, () -> manager.pauseWebhook(id));
        refused(Reason.NOT_FOUND, () -> manager.resumeWebhook("no id"));
    }
}
