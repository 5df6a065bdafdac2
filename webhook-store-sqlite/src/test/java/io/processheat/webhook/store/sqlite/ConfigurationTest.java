package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class ConfigurationTest {

    @TempDir
    Path folder;

    private final Logger logger = (Logger) LoggerFactory.getLogger(SqliteStore.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private SqliteStore store;

    @BeforeEach
    void open() {
        logged.start();
        logger.addAppender(logged);
        logger.setLevel(Level.ERROR);
        store = Stores.open(folder, Map.of("wal.checkpoint.pages", "300"));
    }

    @AfterEach
    void close() {
        store.close();
        logger.detachAppender(logged);
        logger.setLevel(null);
    }

    @Test
    void refusesAnInvalidValueInTheLogAndKeepsTheOneInForce() {
        store.modified(Map.of("wal.checkpoint.pages", "many", "outcome.linger.ms", "9"));

        assertEquals("1200", Stores.pragma(store, "wal_autocheckpoint"));
        List<String> errors = logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        assertEquals(1, errors.size());
        assertTrue(errors.get(0).startsWith(SqliteStore.PID + ": wal.checkpoint.pages = many "), errors.get(0));
        assertTrue(errors.get(0).contains("100 to 1000000"), errors.get(0));
    }

    @Test
    void takesOverAValidOneWithoutClosing() {
        store.modified(Map.of("wal.checkpoint.pages", "250"));

        assertEquals("1000", Stores.pragma(store, "wal_autocheckpoint"));
        assertEquals(List.of(), logged.list);
    }
}
