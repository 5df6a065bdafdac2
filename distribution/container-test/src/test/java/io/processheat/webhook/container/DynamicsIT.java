package io.processheat.webhook.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.processheat.webhook.container.RestClient.Answer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.After;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.service.event.Event;

/** Bundles stop and come back while events are posted: nothing that was posted or acknowledged is lost. */
public class DynamicsIT extends InContainer {

    private static final int ALARMS = 50;

    /** For the tests that follow one that failed. */
    @After
    public void startWhatIsStopped() throws BundleException {
        receiver.release();
        for (String name : List.of("store-sqlite", "core", "delivery")) {
            ours(name).start();
        }
    }

    @Test
    public void theBridgeHoldsEventsWhileTheManagerIsAway() throws Exception {
        Bundle core = ours("core");
        core.stop();
        for (Answer away : List.of(rest.get("/webhooks"), publish(), rest.getWithoutToken("/health"))) {
            assertEquals(503, away.status());
            assertTrue(away.headers().firstValue("Retry-After").isPresent());
        }
        List<CompletableFuture<String>> receipts = postAlarms(ALARMS);
        receipts.add(sendAlarm());
        assertTrue("none is on disk", receipts.stream().noneMatch(CompletableFuture::isDone));

        core.start();
        assertArrive(acknowledged(receipts));
        assertEquals(200, rest.get("/webhooks").status());
    }

    @Test
    public void eventsAreAcknowledgedWhileTheDispatcherIsAwayAndDeliveredWhenItIsBack() throws Exception {
        Bundle delivery = ours("delivery");
        delivery.stop();
        Set<String> events = new HashSet<>(acknowledged(postAlarms(ALARMS)));
        Answer published = publish();
        assertEquals(202, published.status());
        events.add(published.body().get("event_id").asText());
        assertTrue(receiver.hasNone());

        delivery.start();
        assertArrive(events);
    }

    @Test
    public void deliveriesUnderWaySurviveADispatcherThatRestarts() throws Exception {
        receiver.hold();
        Set<String> events = acknowledged(postAlarms(ALARMS));
        String underWay = receiver.next().eventId();
        Bundle delivery = ours("delivery");
        delivery.stop();
        receiver.release();
        receiver.forget();
        delivery.start();
        assertTrue(events.contains(underWay));
        assertArrive(events);
        Await.until("all sent", () -> sent() == events.size());
    }

    @Test
    public void whatWasAcknowledgedSurvivesAStoreThatRestartsAndTheBridgeHoldsWhatFollows() throws Exception {
        receiver.hold();
        Set<String> events = new HashSet<>(acknowledged(postAlarms(ALARMS)));
        Bundle store = ours("store-sqlite");
        store.stop();
        assertEquals(503, publish().status());
        List<CompletableFuture<String>> held = postAlarms(ALARMS);

        receiver.release();
        store.start();
        events.addAll(acknowledged(held));
        assertArrive(events);
        Await.until("all sent", () -> sent() == events.size());
    }

    /** Returns when the bridge has it: EventAdmin hands posted ones over at a time of its own. */
    private CompletableFuture<String> sendAlarm() {
        CompletableFuture<String> receipt = new CompletableFuture<>();
        eventAdmin.sendEvent(new Event(ALARM_TOPIC, Map.of("webhook.receipt", receipt)));
        return receipt;
    }

    private Answer publish() {
        ObjectNode event = RestClient.object().put("event_type", ALARM);
        event.putObject("payload").put("published", true);
        return rest.post("/events", event);
    }

    private void assertArrive(Set<String> events) {
        Await.until("all arrive", () -> receiver.eventIds().containsAll(events));
        receiver.all().forEach(request -> request.assertSignedWith(SECRET));
    }

    private int sent() {
        JsonNode page = rest.get("/webhooks/" + webhook + "/deliveries?status=sent&limit=500").body();
        return page.has("deliveries") ? page.get("deliveries").size() : 0;
    }
}
