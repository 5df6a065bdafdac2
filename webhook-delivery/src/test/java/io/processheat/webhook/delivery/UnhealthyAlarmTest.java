package io.processheat.webhook.delivery;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UnhealthyAlarmTest {

    private static final UnhealthyWebhook WEBHOOK =
            new UnhealthyWebhook(UUID.randomUUID(), "https://a.example/hook", 5, "refused", 1_795_000_000_000L);

    @Test
    void reachesWhoListensJustThen() {
        List<UnhealthyWebhook> heard = new ArrayList<>();
        new UnhealthyAlarm(() -> heard::add).becameUnhealthy(WEBHOOK);
        assertEquals(List.of(WEBHOOK), heard);
    }

    @Test
    void isForTheLogAloneWhereNobodyListens() {
        assertDoesNotThrow(() -> new UnhealthyAlarm(() -> null).becameUnhealthy(WEBHOOK));
    }

    @Test
    void aListenerThatIsStoppingDoesNotFailTheCaller() {
        assertDoesNotThrow(() -> alarmThatFailsWith(new IllegalStateException("stopped")));
        assertDoesNotThrow(() -> alarmThatFailsWith(new NoClassDefFoundError("gone")));
    }

    private static void alarmThatFailsWith(Throwable failure) {
        new UnhealthyAlarm(() -> webhook -> {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        }).becameUnhealthy(WEBHOOK);
    }
}
