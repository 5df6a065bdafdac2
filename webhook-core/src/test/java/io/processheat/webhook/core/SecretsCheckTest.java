package io.processheat.webhook.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.processheat.webhook.spi.SealedSecret;
import io.processheat.webhook.spi.StoredWebhook;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SecretsCheckTest extends Scenario {

    private List<String> errorsOfARestart() {
        try (LogCapture log = new LogCapture()) {
            new SubscriberManager(store, new TestSigner(), new TestConfig(), Map.of());
            return log.at(Level.ERROR);
        }
    }

    private void sealedWithALostKey(boolean deleted) {
        UUID id = UUID.randomUUID();
        StoredWebhook like = store.changesSince(0).get(0);
        SealedSecret lost = new SealedSecret("lost", new byte[12], new byte[32], Long.MAX_VALUE);
        done(store.insertWebhook(new StoredWebhook(id, like.webhook(), List.of(lost), deleted, 0)));
    }

    @Test
    void saysOnceHowManyWebhooksALostKeyStops() {
        register(ALARM);
        sealedWithALostKey(false);
        sealedWithALostKey(false);
        List<String> errors = errorsOfARestart();
        assertEquals(1, errors.size());
        assertTrue(errors.get(0).startsWith("Nothing can be sent to 2 webhooks"), errors.get(0));
        assertTrue(errors.get(0).contains("was sealed with another key. Put the old file back"), errors.get(0));
    }

    @Test
    void saysNothingWhereAllCanBeOpenedOrAreGone() {
        assertEquals(List.of(), errorsOfARestart());
        register(ALARM);
        sealedWithALostKey(true);
        assertEquals(List.of(), errorsOfARestart());
    }
}
