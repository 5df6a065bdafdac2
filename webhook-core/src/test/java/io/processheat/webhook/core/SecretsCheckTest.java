package io.processheat.webhook.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.processheat.webhook.WebhookUpdate;
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

    private UUID sealedWithALostKey(boolean deleted) {
        UUID id = UUID.randomUUID();
        StoredWebhook like = store.changesSince(0).get(0);
        SealedSecret lost = new SealedSecret("lost", new byte[12], new byte[32], Long.MAX_VALUE);
        done(store.insertWebhook(new StoredWebhook(id, like.webhook(), List.of(lost), deleted, 0)));
        return id;
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

    @Test
    void healthSaysItFromTheStartUntilEachHasANewSecretOrIsGone() {
        register(ALARM);
        UUID mended = sealedWithALostKey(false);
        UUID gone = sealedWithALostKey(false);
        start();
        assertProblem("nothing can be sent to 2 of the webhooks");
        manager.updateWebhook(mended.toString(), WebhookUpdate.NONE.withSecret("a new one"));
        assertProblem("nothing can be sent to 1 of the webhooks");
        manager.unregisterWebhook(gone.toString());
        assertEquals(List.of(), manager.problems());
    }

    @Test
    void healthSaysWhereTheKeyIsLostWhileRunningAndWhenItIsBack() {
        register(ALARM);
        assertEquals(List.of(), manager.problems());
        signer.key = "made anew";
        assertProblem("nothing can be sent to 1 of the webhooks");
        signer.key = TestSigner.KEY;
        assertEquals(List.of(), manager.problems());
    }

    @Test
    void whatIsInactiveIsNoProblemUntilItIsActiveAgain() {
        String id = register(ALARM);
        signer.key = "made anew";
        manager.updateWebhook(id, WebhookUpdate.NONE.withActive(false));
        assertEquals(List.of(), manager.problems());
        manager.updateWebhook(id, WebhookUpdate.NONE.withActive(true));
        assertProblem("nothing can be sent to 1 of the webhooks");
    }

    @Test
    void whatEverybodyMayReadNamesNeitherWebhooksNorFiles() {
        String id = register(ALARM);
        signer.key = "made anew";
        assertFalse(manager.problems().get(0).contains(id));
    }

    private void assertProblem(String begin) {
        List<String> problems = manager.problems();
        assertEquals(1, problems.size());
        assertTrue(problems.get(0).startsWith(begin), problems.get(0));
    }
}
