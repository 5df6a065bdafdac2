package io.processheat.demo.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReceiverServerTest {

    @Test
    void portThatIsTakenIsReplacedByAFreeOne() throws Exception {
        try (ReceiverServer first = ReceiverServer.start(0, Map.<Person, Inbox>of());
                ReceiverServer second = ReceiverServer.start(first.uri().getPort(), Map.<Person, Inbox>of())) {
            assertNotEquals(first.uri(), second.uri());
            assertEquals("127.0.0.1", second.uri().getHost());
        }
    }
}
