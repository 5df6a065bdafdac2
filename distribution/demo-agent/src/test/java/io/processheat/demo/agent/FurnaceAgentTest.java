package io.processheat.demo.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

class FurnaceAgentTest {

    private final BlockingQueue<Event> posted = new LinkedBlockingQueue<>();
    private final EventAdmin eventAdmin = new EventAdmin() {
        @Override
        public void postEvent(Event event) {
            posted.add(event);
        }

        @Override
        public void sendEvent(Event event) {
            throw new AssertionError("agents post");
        }
    };
    private FurnaceAgent agent;

    @AfterEach
    void stop() {
        if (agent != null) {
            agent.stop();
        }
    }

    @Test
    void postsTheStoryOfItsSeedWithTimes() throws InterruptedException {
        long before = System.currentTimeMillis();
        agent = new FurnaceAgent(eventAdmin, Map.of("rate", 10_000, "seed", 3, "furnace.id", "kiln"));
        FurnaceWatch story = new FurnaceWatch("kiln", "any run", 3);
        for (int i = 0; i < 200; i++) {
            Event event = next();
            assertEquals(story.next().topic(), event.getTopic());
            assertEquals("kiln", event.getProperty("furnace_id"));
            assertTrue((Long) event.getProperty("timestamp") >= before);
        }
    }

    @Test
    void changedRateGoesOnWithTheSameStory() throws InterruptedException {
        agent = new FurnaceAgent(eventAdmin, Map.of("rate", 0.1));
        assertEquals(30L, next().getProperty("operating_time_s"));
        assertEquals("processheat/model/deployed", next(() -> agent.modified(Map.of("rate", 10_000))).getTopic());
        assertEquals(60L, next().getProperty("operating_time_s"));
    }

    @Test
    void changedSeedStartsANewStory() throws InterruptedException {
        agent = new FurnaceAgent(eventAdmin, Map.of("rate", 0.1));
        next();
        assertEquals(30L, next(() -> agent.modified(Map.of("rate", 0.1, "seed", 9))).getProperty("operating_time_s"));
    }

    @Test
    void stoppedAgentPostsNothingMoreAndLeavesNoThread() throws InterruptedException {
        agent = new FurnaceAgent(eventAdmin, Map.of("rate", 10_000, "furnace.id", "stopped"));
        next();
        agent.stop();
        posted.clear();
        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("demo-agent stopped")));
        assertTrue(posted.isEmpty());
    }

    private Event next(Runnable after) throws InterruptedException {
        after.run();
        return next();
    }

    private Event next() throws InterruptedException {
        Event event = posted.poll(10, TimeUnit.SECONDS);
        assertNotNull(event, "nothing posted");
        return event;
    }
}
