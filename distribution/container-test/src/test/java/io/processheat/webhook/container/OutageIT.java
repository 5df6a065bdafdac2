package io.processheat.webhook.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** A zone whose probe address is silent, and answers again: with real sockets, EventAdmin and store. */
public class OutageIT extends InContainer {

    private static final String SUSPENDED = "processheat-webhook/zone/SUSPENDED";
    private static final String RESUMED = "processheat-webhook/zone/RESUMED";

    @Inject
    ConfigurationAdmin configurationAdmin;

    private final Queue<Event> news = new ConcurrentLinkedQueue<>();
    private Configuration configuration;
    private Dictionary<String, Object> usual;
    private ServiceRegistration<EventHandler> listening;
    private ServerSocket silent;

    @Before
    public void cutTheLine() throws IOException {
        listening = context.registerService(
                EventHandler.class,
                news::add,
                new Hashtable<>(Map.of(EventConstants.EVENT_TOPIC, "processheat-webhook/zone/*")));
        silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.9"));
        for (int i = 0; i < 4; i++) {
            SocketChannel filling = SocketChannel.open();
            filling.configureBlocking(false);
            filling.connect(silent.getLocalSocketAddress());
        }
        configuration = configurationAdmin.getConfiguration("io.processheat.webhook.delivery", "?");
        usual = configuration.getProperties();
        Dictionary<String, Object> probed = configuration.getProperties();
        probed.put("outage.probes", "127.0.0.0/8=127.0.0.9:" + silent.getLocalPort());
        probed.put("outage.probe.interval.ms", 100);
        probed.put("outage.probe.timeout.ms", 100);
        configuration.update(probed);
    }

    @After
    public void mendIt() throws IOException {
        configuration.update(usual);
        listening.unregister();
        silent.close();
    }

    @Test
    public void whatIsPublishedMeanwhileWaitsUntriedAndArrivesAfterwards() throws Exception {
        Await.until("suspended", () -> topics().contains(SUSPENDED));
        acknowledged(postAlarms(20));
        assertEquals("pending", delivery().get("status").asText());
        assertEquals(0, delivery().get("attempt").asInt());
        assertTrue(receiver.hasNone());
        assertEquals("up", health().get("status").asText());
        assertTrue(health().get("warnings").get(0).asText().startsWith("the line to the zone 127.0.0.0/8 has been down since "));

        silent.close();
        Await.until("all arrived", () -> receiver.all().size() == 20);
        receiver.all().forEach(request -> assertEquals("1", request.header("X-Webhook-Attempt")));
        Await.until("resumed", () -> topics().contains(RESUMED));
        assertFalse(health().has("warnings"));
        assertEquals(List.of(SUSPENDED, RESUMED), topics());
        assertEquals("127.0.0.0/8", news.peek().getProperty("zone"));
        assertTrue(log(), log().contains("The line to the zone 127.0.0.0/8 is down: no answer from its probe 127.0.0.9:"));
    }

    private JsonNode health() {
        return rest.get("/health").body();
    }

    private JsonNode delivery() {
        return rest.get("/webhooks/" + webhook + "/deliveries").body().get("deliveries").get(0);
    }

    private List<String> topics() {
        return news.stream().map(Event::getTopic).toList();
    }
}
