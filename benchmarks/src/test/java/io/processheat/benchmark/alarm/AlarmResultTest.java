package io.processheat.benchmark.alarm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.benchmark.sink.SinkCount;
import org.junit.jupiter.api.Test;

class AlarmResultTest {

    @Test
    void showsTheAlarmsAloneAndBesideWhatIsLeftOfTheBacklog() {
        AlarmResult result = new AlarmResult("answered at once");
        SinkCount alone = new SinkCount(250, 1, 250, 800, 2_000);
        SinkCount during = new SinkCount(20_250, 1, 250, 15_000, 21_000);
        result.add(new AlarmRound(alone, during, 80_000));

        String table = AlarmResult.table(result);

        assertTrue(table.contains("| answered at once, alone | 0.80 ms (0.80..0.80) | 2.00 ms (2.00..2.00) | – |"), table);
        assertTrue(table.contains("| 15.00 ms (15.00..15.00) | 21.00 ms (21.00..21.00) | 80,000 (80,000..80,000) |"), table);
    }
}
