package io.processheat.webhook.delivery;

import static io.processheat.webhook.delivery.ScriptedSender.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.delivery.http.PostRequest;
import io.processheat.webhook.spi.EventTerms;
import io.processheat.webhook.spi.WebhookChange;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Here the other thread signs at once. */
class SigningAheadTest {

    private static final int MANY = 100;
    private static final int FIRST = 16;

    private final World world = new World();
    private UUID webhook;

    @BeforeEach
    void answersOnce() {
        world.sender.script("a.example", status(200).after(200));
        webhook = world.webhook("a.example");
        world.publish(webhook);
        world.elapse(200);
        assertEquals(1, world.signer.signed());
    }

    @Test
    void whatWaitsIsSignedBeforeItsTurn() {
        world.publish(webhook, MANY, EventTerms.NONE);
        int underWay = world.sender.underWay();
        assertTrue(underWay < FIRST);
        assertEquals(1 + MANY - FIRST + underWay, world.signer.signed());
    }

    @Test
    void isUsedOnceAndForItsSecondOnly() {
        world.publish(webhook, MANY, EventTerms.NONE);
        world.elapse(10_000);

        List<PostRequest> requests = requests();
        assertEquals(1 + MANY, requests.size());
        requests.forEach(request -> assertEquals(
                "v1," + request.event().eventId() + "." + request.timestamp() + ".1000",
                request.signatures().standardSignature()));
        assertTrue(requests.stream().mapToLong(PostRequest::timestamp).distinct().count() > 2, "it took seconds");
        assertTrue(world.signer.signed() > 1 + MANY, "those of later seconds were signed again");
    }

    @Test
    void isNotUsedOnceTheWebhookHasChanged() {
        world.publish(webhook, MANY, EventTerms.NONE);
        int sent = requests().size();
        DeliveryOptions options = DeliveryOptions.DEFAULT.withMaxPerSecond(1_000);
        world.store.updateWebhook(webhook, new WebhookChange(null, null, null, options, true, null, null));
        world.elapse(10_000);

        assertEquals(2, world.signer.keys());
        requests().stream().skip(sent).forEach(request -> assertEquals("sha256=1000.2", request.signatures().webhookSignature()));
    }

    private List<PostRequest> requests() {
        return world.sender.sent().stream().map(ScriptedSender.Sent::request).toList();
    }
}
