package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.processheat.webhook.Priority;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.WebhookStatus;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.EventTerms;
import io.processheat.webhook.spi.NewEvent;
import io.processheat.webhook.spi.Outcome;
import io.processheat.webhook.spi.RecordingClaimant;
import io.processheat.webhook.spi.Samples;
import io.processheat.webhook.spi.WebhookChange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** On a full disk new events are refused, and what is stored is brought to its end all the same. */
@Timeout(120)
class FullDiskTest {

    private static final long RESERVE = 4 * SmallBounds.MIB;
    private static final WebhookChange DEACTIVATE = new WebhookChange(null, null, null, null, false, null, null);
    private static final int DELIVERIES = 200;

    private final RecordingClaimant dispatcher = new RecordingClaimant("node");
    private final Logger logger = (Logger) LoggerFactory.getLogger(ReserveFile.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @TempDir
    Path folder;

    private SqliteStore store;
    private UUID webhook;

    @BeforeEach
    void listen() {
        logged.start();
        logger.addAppender(logged);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
        logger.detachAppender(logged);
        logger.setLevel(null);
    }

    @Test
    void isSurvivedByAStoreOnARealDisk() throws Exception {
        try (Tmpfs disk = Tmpfs.mount(folder, 32)) {
            Path data = disk.folder().resolve("data");
            open(data);
            UUID other = Stores.register(store);
            List<ClaimedDelivery> stored = publish(DELIVERIES);
            disk.fill();

            WebhookException refusal = publishUntilRefused();
            recordAll(stored);

            assertEquals(Reason.FULL, refusal.reason());
            assertFalse(Files.exists(data.resolve("reserve")));
            String problem = store.problem().orElseThrow();
            assertTrue(problem.contains("reserve"), problem);
            assertEquals(Reason.FULL, Stores.failure(store.append(List.of(Samples.event(webhook)), dispatcher)).reason());
            assertTrue(Stores.await(store.deleteWebhook(other)));
            assertTrue(Stores.await(store.updateWebhook(webhook, DEACTIVATE)).isPresent());

            store.close();
            open(data, false);
            assertEquals(DELIVERIES, Stores.some(store, webhook, WebhookStatus.SENT).size());
            Stores.awaitThat(() -> Stores.some(store, webhook, WebhookStatus.PENDING).isEmpty());

            disk.clear();
            Stores.awaitThat(() -> store.problem().isEmpty() && SmallBounds.size(data.resolve("reserve")) == RESERVE);
            webhook = Stores.register(store);
            assertEquals(1, publish(1).size());
            store.close();
            store = null;
            Stores.assertSound(data);
        }
    }

    @Test
    void doesNotKeepOutcomesFromBeingRecorded() throws Exception {
        open(folder);
        List<ClaimedDelivery> stored = publish(DELIVERIES);
        Stores.pragma(store, "max_page_count = " + Stores.pragma(store, "page_count"));

        recordAll(stored);

        assertEquals(DELIVERIES, Stores.some(store, webhook, WebhookStatus.SENT).size());
        assertEquals(1, publish(1).size());
    }

    @Test
    void isNoticedOnceEachWay() throws Exception {
        ReserveFile reserve = new ReserveFile(folder.resolve("reserve"), new Disk(folder));
        Settings settings = SmallBounds.withReserve(RESERVE);
        while (reserve.doSome(null, settings, 0)) {
            assertFalse(reserve.isReleased());
        }

        assertTrue(reserve.release());
        assertFalse(reserve.release(), "it is gone");
        assertTrue(reserve.isReleased());
        while (reserve.doSome(null, settings, 0)) {
            assertTrue(reserve.isReleased(), "until all of it is there again");
        }

        assertFalse(reserve.isReleased());
        assertEquals(RESERVE, SmallBounds.size(folder.resolve("reserve")));
        assertEquals(List.of(Level.ERROR, Level.INFO), logged.list.stream().map(ILoggingEvent::getLevel).toList());
    }

    @Test
    void costsNoSpaceOfTheReserveForEvents() throws Exception {
        open(folder);
        Stores.pragma(store, "max_page_count = " + Stores.pragma(store, "page_count"));

        NewEvent large = keyed(Samples.event("large", "{\"p\": \"" + "x".repeat(100_000) + "\"}", webhook));

        assertEquals(Reason.FULL, Stores.failure(store.append(List.of(large), dispatcher)).reason());
        assertEquals(RESERVE, SmallBounds.size(folder.resolve("reserve")));
        assertEquals(List.of(), logged.list);
    }

    /** With an ordering key it goes into the tables at once. */
    private static NewEvent keyed(NewEvent event) {
        EventTerms terms = new EventTerms(Priority.LOW, "key", EventTerms.NEVER);
        return new NewEvent(event.content(), true, event.provenanceHash(), null, event.deliveries(), terms, false);
    }

    @Test
    void keepsAReserveThatIsReallyAllocated() throws Exception {
        open(folder);
        Path reserve = folder.resolve("reserve");

        byte[] content = Files.readAllBytes(reserve);
        long zeros = 0;
        for (byte one : content) {
            zeros += one == 0 ? 1 : 0;
        }

        assertTrue(zeros < content.length / 100, "a file system would keep zeros in less than their space");
    }

    private void open(Path data) throws Exception {
        open(data, true);
        webhook = Stores.register(store);
    }

    private void open(Path data, boolean withRoom) throws Exception {
        store = new SqliteStore(data, System::currentTimeMillis, SmallBounds.withReserve(RESERVE));
        if (withRoom) {
            Stores.awaitThat(() -> SmallBounds.size(data.resolve("reserve")) == RESERVE);
        }
    }

    private List<ClaimedDelivery> publish(int count) {
        int before = dispatcher.deliveries().size();
        List<NewEvent> batch = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            batch.add(Samples.event(UUID.randomUUID().toString(), "{\"p\": \"" + "x".repeat(1_000) + "\"}", webhook));
        }
        Stores.await(store.append(batch, dispatcher));
        Stores.await(store.submit(new Operation<>(transaction -> null))); // the hand-over comes before it
        List<ClaimedDelivery> all = dispatcher.deliveries();
        return new ArrayList<>(all.subList(before, all.size()));
    }

    private WebhookException publishUntilRefused() {
        while (true) {
            try {
                publish(1);
            } catch (CompletionException e) {
                return (WebhookException) e.getCause();
            }
        }
    }

    /** With answers as long as they may be. */
    private void recordAll(List<ClaimedDelivery> deliveries) {
        for (ClaimedDelivery delivery : deliveries) {
            Outcome outcome = new Outcome(
                    delivery,
                    Samples.attempt(delivery, store.now(), Optional.of(200), Optional.empty(), "y".repeat(4_000)),
                    WebhookStatus.SENT,
                    null,
                    0,
                    true,
                    true);
            assertTrue(Stores.await(store.record(List.of(outcome), 5)).get(0).applied());
        }
    }
}
