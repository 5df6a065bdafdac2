package io.processheat.webhook.bridge.internal;

import static io.processheat.webhook.bridge.internal.ControlledSink.idsOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.processheat.webhook.bridge.EventSink;
import io.processheat.webhook.bridge.internal.ControlledSink.Call;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.service.event.Event;

/** The way of an event from EventAdmin's call to the sink's answer, without a framework. */
@Timeout(60)
class PumpTest {

    private static final String TOPIC = "processheat/alarm/triggered";

    private final Outcomes outcomes = new Outcomes(System::nanoTime);
    private final ControlledSink sink = new ControlledSink();
    private LogCapture log;
    private Hold hold;
    private Pump pump;
    private TopicHandler handler;

    @BeforeEach
    void start() {
        log = new LogCapture();
        start(Settings.DEFAULTS);
    }

    private void start(Settings settings) {
        hold = new Hold(settings);
        pump = new Pump(hold, outcomes);
        handler = new TopicHandler(new EventReader(new UnknownTypes(), InstantSource.system()), hold, outcomes, settings);
        pump.start();
    }

    @AfterEach
    void stop() {
        pump.stop();
        log.close();
    }

    @Test
    void eventsReachTheSinkInOrderAndTheReceiptTheirPoster() throws Exception {
        hold.use(sink);
        CompletableFuture<String> first = post("1");
        CompletableFuture<String> second = post("2");

        List<Call> calls = sink.next(2);

        assertEquals(List.of("1", "2"), idsOf(calls));
        assertFalse(first.isDone() || second.isDone(), "not before they are on disk");
        calls.forEach(Call::acknowledge);
        assertEquals("1", value(first));
        assertEquals("2", value(second));
        assertEquals(2, outcomes.deliveredCount());
    }

    @Test
    void eventsAreHeldUntilASinkComes() throws Exception {
        post("1");
        post("2");

        hold.use(sink);

        assertEquals(List.of("1", "2"), idsOf(sink.next(2)));
    }

    @Test
    void noMoreThanTheWindowIsWithTheSink() throws Exception {
        pump.stop();
        start(new Settings("processheat", 100, 1 << 20, 2, 0));
        hold.use(sink);
        IntStream.rangeClosed(1, 3).forEach(i -> post("" + i));
        List<Call> calls = sink.next(2);

        calls.get(1).acknowledge();

        assertEquals("3", sink.next().event().id());
    }

    @Test
    void whatCanNeverBeTakenIsLetGoOfCountedAndLogged() throws Exception {
        hold.use(sink);
        CompletableFuture<String> receipt = post("1");
        IllegalArgumentException refusal = new IllegalArgumentException("unsupported event type");

        sink.next().answer().completeExceptionally(new CompletionException(refusal));

        assertSame(refusal, failure(receipt));
        assertEquals(1, outcomes.refusedCount());
        assertTrue(log.at(Level.ERROR).stream().anyMatch(line -> line.contains(TOPIC) && line.contains("unsupported event type")));
        post("2");
        assertEquals("2", sink.next().event().id());
    }

    @Test
    void whatCannotBeTakenNowIsHandedOverAgain() throws Exception {
        hold.use(sink);
        CompletableFuture<String> receipt = post("1");

        sink.next().answer().completeExceptionally(new IllegalStateException("disk full"));
        assertFalse(receipt.isDone());
        sink.next().acknowledge();

        assertEquals("1", value(receipt));
        assertTrue(log.at(Level.WARN).stream().anyMatch(line -> line.contains(TOPIC)));
    }

    @Test
    void aSinkThatThrowsOrAnswersNullKeepsTheEventHeld() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        EventSink broken = event -> switch (calls.incrementAndGet()) {
            case 1 -> throw new IllegalStateException("stopping");
            case 2 -> throw new NoClassDefFoundError("half updated");
            case 3 -> null;
            default -> CompletableFuture.completedFuture(null);
        };
        hold.use(broken);

        assertEquals("1", value(post("1")), "with the event's own id where the sink names none");
        assertEquals(4, calls.get());
    }

    @Test
    void anInterruptedFlagThatASinkLeavesBehindDoesNotStopTheBridge() throws Exception {
        hold.use(event -> {
            Thread.currentThread().interrupt();
            return CompletableFuture.completedFuture(event.id());
        });

        assertEquals("1", value(post("1")));
        assertEquals("2", value(post("2")));
    }

    @Test
    void aNewSinkGetsWhatTheFormerOneNeverAnswered() throws Exception {
        ControlledSink successor = new ControlledSink();
        hold.use(sink);
        CompletableFuture<String> first = post("1");
        CompletableFuture<String> second = post("2");
        List<Call> neverAnswered = sink.next(2);

        hold.use(successor);
        List<Call> again = successor.next(2);

        assertEquals(idsOf(neverAnswered), idsOf(again));
        again.get(0).acknowledge();
        assertEquals("1", value(first));
        neverAnswered.get(1).acknowledge();
        assertEquals("2", value(second), "the former one's late answer counts");
        again.get(1).acknowledge();
        neverAnswered.get(0).answer().completeExceptionally(new IllegalArgumentException("too late to matter"));
        assertEquals(2, outcomes.deliveredCount());
        assertEquals(0, outcomes.refusedCount());
    }

    @Test
    void aGeneratedIdIsTheSameAtEachHandOver() throws Exception {
        ControlledSink successor = new ControlledSink();
        hold.use(sink);
        handler.handleEvent(new Event(TOPIC, Map.of()));
        String id = sink.next().event().id();

        hold.use(successor);

        assertEquals(id, successor.next().event().id());
    }

    @Test
    void whatFindsNoRoomIsRefusedCountedAndLogged() throws Exception {
        pump.stop();
        start(new Settings("processheat", 1, 1 << 20, 10, 0));
        post("1");

        CompletableFuture<String> refused = post("2");

        assertInstanceOf(RejectedExecutionException.class, failure(refused));
        assertEquals(1, outcomes.refusedCount());
        assertTrue(log.at(Level.ERROR).stream().anyMatch(line -> line.contains(TOPIC) && line.contains("1 of 1 events")));
    }

    @Test
    void anEventThatCannotBeCopiedIsRefusedAndTheNextOneTaken() throws Exception {
        hold.use(sink);
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);
        CompletableFuture<String> receipt = new CompletableFuture<>();

        handler.handleEvent(new Event(TOPIC, Map.of("readings", cycle, "webhook.receipt", receipt)));
        post("2");

        assertInstanceOf(IllegalArgumentException.class, failure(receipt));
        assertEquals("2", sink.next().event().id());
        assertTrue(log.at(Level.ERROR).stream().anyMatch(line -> line.contains("readings")));
    }

    @Test
    void aPosterWhoseMapFailsWhileItIsReadGetsToKnow() throws Exception {
        Map<String, Object> failing = new HashMap<>() {
            @Override
            public void forEach(BiConsumer<? super String, ? super Object> action) {
                throw new ConcurrentModificationException();
            }
        };
        CompletableFuture<String> receipt = new CompletableFuture<>();

        handler.handleEvent(new Event(TOPIC, Map.of("readings", failing, "webhook.receipt", receipt)));

        assertInstanceOf(ConcurrentModificationException.class, failure(receipt));
    }

    @Test
    void aPosterThatBlocksInItsReceiptHoldsUpNobody() throws Exception {
        hold.use(sink);
        CountDownLatch released = new CountDownLatch(1);
        CompletableFuture<String> receipt = post("1");
        receipt.thenRun(() -> await(released));

        sink.next().acknowledge();
        post("2");
        sink.next().acknowledge();
        hold.awaitEmpty(TimeUnit.SECONDS.toNanos(20));

        assertEquals(List.of(), hold.close());
        released.countDown();
    }

    @Test
    void whatIsStillHeldAtTheEndIsCountedInTheLogAndItsReceiptFails() throws Exception {
        hold.use(sink);
        CompletableFuture<String> handedOver = post("1");
        sink.next();
        hold.dismiss(sink);
        CompletableFuture<String> waiting = post("2");

        outcomes.lost(hold.close());

        assertInstanceOf(IllegalStateException.class, failure(handedOver));
        assertInstanceOf(IllegalStateException.class, failure(waiting));
        assertTrue(log.at(Level.WARN).stream().anyMatch(line -> line.startsWith("2 events were still held")));
    }

    @Test
    void eachPostersOrderIsKeptAmongMany() throws Exception {
        hold.use(sink);
        int posters = 4;
        int each = 2_000;
        List<Thread> threads = new ArrayList<>();
        for (int poster = 0; poster < posters; poster++) {
            String name = "p" + poster + "_";
            threads.add(new Thread(() -> IntStream.range(0, each).forEach(i -> post(name + i))));
        }
        threads.forEach(Thread::start);

        int[] expected = new int[posters];
        for (int i = 0; i < posters * each; i++) {
            Call call = sink.next();
            String[] id = call.event().id().substring(1).split("_");
            assertEquals(expected[Integer.parseInt(id[0])]++, Integer.parseInt(id[1]));
            call.acknowledge();
        }
        assertFalse(sink.hasMore());
    }

    private CompletableFuture<String> post(String id) {
        CompletableFuture<String> receipt = new CompletableFuture<>();
        handler.handleEvent(new Event(TOPIC, Map.of("event.id", id, "webhook.receipt", receipt)));
        return receipt;
    }

    private static String value(CompletableFuture<String> receipt) throws Exception {
        return receipt.get(20, TimeUnit.SECONDS);
    }

    private static Throwable failure(CompletableFuture<String> receipt) {
        return assertThrows(ExecutionException.class, () -> receipt.get(20, TimeUnit.SECONDS)).getCause();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
