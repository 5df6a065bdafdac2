package io.processheat.benchmark.publisher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class MessageTest {

    @Test
    void aLoadOrderSurvivesTheWayBetweenTheProcesses() {
        LoadOrder order = LoadOrder.of(List.of("alarm.triggered", "alarm.cleared"))
                .toEachOf(List.of("healthy"))
                .forSeconds(2.5)
                .perSecond(1_000.5)
                .events(10)
                .withBacklogUpTo(500, 8080)
                .untimed()
                .untilSettled("healthy", "slow");
        assertEquals(order, LoadOrder.from(Message.parse(order.message().line())));
    }

    @Test
    void anEmptyListIsAListStill() {
        LoadOrder order = LoadOrder.of(List.of("alarm.triggered"));
        assertEquals(order, LoadOrder.from(Message.parse(order.message().line())));
    }

    @Test
    void answersSurviveItToo() {
        Measurement measurement = new Measurement(12, 0.25, 1_000_000_000_000L);
        assertEquals(measurement, Measurement.from(Message.parse(measurement.message().line())));
        Heap heap = new Heap(17, "-Xmx256m");
        assertEquals(heap, Heap.from(Message.parse(heap.message().line())));
        Calls calls = new Calls(3, 1_200, 55.5);
        assertEquals(calls, Calls.from(Message.parse(calls.message().line())));
    }

    @Test
    void namesWhatIsMissing() {
        IllegalArgumentException missing =
                assertThrows(IllegalArgumentException.class, () -> Message.parse("load types=a").text("seconds"));
        assertEquals("seconds is missing in: load types=a", missing.getMessage());
    }
}
