package io.processheat.webhook.core.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FewDecimalsTest {

    private final byte[] bytes = new byte[1 + FewDecimals.LONGEST];

    @ParameterizedTest
    @ValueSource(doubles = {
        0, 1, 10, 857.25, 0.1, 0.3, 0.0001, 0.000101, 1.000001, 9.999999, 999_999.999999, 123_456_789.123456, 999_999_999.999999, 1e8
    })
    void writesWhatTheSearchFinds(double value) {
        assertEquals(PythonFloat.repr(value), written(value));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1234567, 1e9, 1e9 + 0.5, 0.0000999, 0.00001, Double.MIN_VALUE, Math.PI, 0.1 + 0.2, 1e300})
    void leavesOthersToTheSearch(double value) {
        assertEquals("", written(value));
    }

    @Test
    void agreesWithTheSearchOnRandomDecimalsAndTheirNeighbours() {
        Random random = new Random(17);
        int found = 0;
        for (int i = 0; i < 200_000; i++) {
            long unscaled = (long) (random.nextDouble() * Math.pow(10, 1 + random.nextInt(15)));
            double value = BigDecimal.valueOf(unscaled, random.nextInt(8)).doubleValue();
            found += agrees(value) ? 1 : 0;
            agrees(Math.nextUp(value));
            agrees(Math.abs(Math.nextDown(value)));
        }
        assertTrue(found > 100_000, found + " of the decimals were written");
    }

    private boolean agrees(double value) {
        String written = written(value);
        if (!written.isEmpty()) {
            assertEquals(PythonFloat.repr(value), written);
        }
        return !written.isEmpty();
    }

    private String written(double value) {
        int end = FewDecimals.write(value, bytes, 1);
        return new String(bytes, 1, end - 1, US_ASCII);
    }
}
