package io.processheat.webhook.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValuePayloadTest {

    private final CanonicalJson json = new CanonicalJson("payload", 10_000, NonFinite.REFUSED);

    @ParameterizedTest
    @MethodSource
    void writesEveryPlainValue(Object value, String expected) {
        assertEquals("{\"v\": " + expected + "}", canonical(value));
    }

    static Stream<Arguments> writesEveryPlainValue() {
        LongAdder adder = new LongAdder();
        adder.add(7);
        return Stream.of(
                Arguments.of("why? A\u0141", "\"why? A\\u0141\""),
                Arguments.of("é\"\\\n\u0001😀", "\"\\u00e9\\\"\\\\\\n\\u0001\\ud83d\\ude00\""),
                Arguments.of(new StringBuilder("x"), "\"x\""),
                Arguments.of('x', "\"x\""),
                Arguments.of((byte) -1, "-1"),
                Arguments.of((short) 2, "2"),
                Arguments.of(3, "3"),
                Arguments.of(Long.MIN_VALUE, "-9223372036854775808"),
                Arguments.of(new BigInteger("123456789012345678901234567890"), "123456789012345678901234567890"),
                Arguments.of(0.1f, "0.1"),
                Arguments.of(16777216f, "16777216.0"),
                Arguments.of(1e21, "1e+21"),
                Arguments.of(-0.0, "-0.0"),
                Arguments.of(new BigDecimal("10"), "10"),
                Arguments.of(new BigDecimal("10.00"), "10.0"),
                Arguments.of(new BigDecimal("1E+3"), "1000.0"),
                Arguments.of(new BigDecimal("0.1000000000000000000000001"), "0.1"),
                Arguments.of(new AtomicInteger(5), "5"),
                Arguments.of(adder, "7"),
                Arguments.of(new DoubleAdder(), "0.0"),
                Arguments.of(true, "true"),
                Arguments.of(null, "null"),
                Arguments.of(Map.of("b", 1, "a", Map.of()), "{\"a\": {}, \"b\": 1}"),
                Arguments.of(List.of(1, List.of(), "x"), "[1, [], \"x\"]"),
                Arguments.of(Set.of(1), "[1]"),
                Arguments.of(new Object[] {1, null}, "[1, null]"),
                Arguments.of(new double[] {1, 2.5}, "[1.0, 2.5]"),
                Arguments.of(new float[] {0.1f}, "[0.1]"),
                Arguments.of(new long[] {1}, "[1]"),
                Arguments.of(new int[][] {{1}, {}}, "[[1], []]"),
                Arguments.of(new short[] {1}, "[1]"),
                Arguments.of(new byte[] {-1}, "[-1]"),
                Arguments.of(new boolean[] {true}, "[true]"),
                Arguments.of(new char[] {'a', 'b'}, "[\"a\", \"b\"]"),
                Arguments.of(Instant.parse("2026-11-23T21:05:00.123Z"), "\"2026-11-23T21:05:00.123Z\""),
                Arguments.of(new Date(0), "\"1970-01-01T00:00:00Z\""),
                Arguments.of(new java.sql.Date(0), "\"1970-01-01T00:00:00Z\""),
                Arguments.of(TimeUnit.DAYS, "\"DAYS\""));
    }

    @ParameterizedTest
    @MethodSource
    void refusesEverythingElse(Object value, String why) {
        WebhookException refusal = assertThrows(WebhookException.class, () -> canonical(value));
        assertEquals(Reason.INVALID, refusal.reason());
        assertEquals("payload.v" + why, refusal.getMessage());
    }

    static Stream<Arguments> refusesEverythingElse() {
        return Stream.of(
                Arguments.of(new UUID(0, 0), ": a value has no JSON form: java.util.UUID"),
                Arguments.of(List.of(1, 2, 3, Thread.State.class), "[3]: a value has no JSON form: java.lang.Class"),
                Arguments.of(Map.of(1, 2), ": a key is not a string: java.lang.Integer"),
                Arguments.of(Collections.singletonMap(null, 2), ": a key is not a string: null"),
                Arguments.of(Double.NaN, ": NaN is not a finite number"),
                Arguments.of(new float[] {0, Float.NEGATIVE_INFINITY}, "[1]: -Infinity is not a finite number"),
                Arguments.of(new BigDecimal("1E+400"), ": Infinity is not a finite number"),
                Arguments.of(BigInteger.TEN.pow(4300), ": more than 4300 digits"),
                Arguments.of(new OneThird(), ": a " + OneThird.class.getName() + " is no plain number"));
    }

    @Test
    void refusesHugeIntegersBeforeConvertingThem() {
        assertEquals(Reason.INVALID, reasonFor(BigInteger.ONE.shiftLeft(500_000_000)));
        assertEquals(Reason.INVALID, reasonFor(new BigDecimal(BigInteger.ONE.shiftLeft(500_000_000), 3)));
    }

    @Test
    void refusesAnEndlessValue() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        WebhookException refusal = assertThrows(WebhookException.class, () -> canonical(endless));
        assertTrue(refusal.getMessage().endsWith("nested deeper than 200"));
    }

    @Test
    void refusesAnEndlessValueThatBranches() {
        Map<String, Object> endless = new HashMap<>();
        endless.put("a", endless);
        endless.put("b", endless);
        assertThrows(WebhookException.class, () -> canonical(endless));
    }

    @Test
    void refusesWhatCannotFitBeforeWritingIt() {
        assertEquals(Reason.TOO_LARGE, reasonFor("x".repeat(10_001)));
        assertEquals(Reason.TOO_LARGE, reasonFor(Collections.nCopies(Integer.MAX_VALUE, 1)));
        assertEquals(Reason.TOO_LARGE, reasonFor(new byte[100_000_000]));
        assertEquals(Reason.TOO_LARGE, reasonFor(new HugeMap()));
    }

    @Test
    void takesCanonicalBytesUpToTheLimit() {
        assertEquals(10_000, canonical("x".repeat(10_000 - 9)).length());
        assertEquals(Reason.TOO_LARGE, reasonFor("x".repeat(10_000 - 8)));
    }

    @Test
    void takesANumberThatJustFits() {
        Map<String, ?> number = Map.of("v", -0.5);
        assertEquals("{\"v\": -0.5}", new String(new CanonicalJson("payload", 11, NonFinite.REFUSED).of(number).bytes(), UTF_8));
        CanonicalJson tighter = new CanonicalJson("payload", 10, NonFinite.REFUSED);
        assertEquals(Reason.TOO_LARGE, assertThrows(WebhookException.class, () -> tighter.of(number)).reason());
    }

    @Test
    void reportsAMapThatCannotBeRead() {
        WebhookException refusal = assertThrows(WebhookException.class, () -> json.of(new BrokenMap()));
        assertEquals(Reason.INVALID, refusal.reason());
        assertInstanceOf(ConcurrentModificationException.class, refusal.getCause());
    }

    @Test
    void turnsNonFiniteNumbersToNullWhereAsked() {
        CanonicalJson forgiving = new CanonicalJson("payload", 1000, NonFinite.NULL);
        CanonicalJson.Result result = forgiving.of(Map.of("v", Arrays.asList(Double.NaN, 1.0, Float.POSITIVE_INFINITY)));
        assertEquals("{\"v\": [null, 1.0, null]}", new String(result.bytes(), UTF_8));
        assertEquals(2, result.replacedNumbers());
    }

    @Test
    void canonicalBytesReadBackAsPlainValues() {
        Map<String, Object> values = new HashMap<>();
        values.put("big", new BigInteger("123456789012345678901234567890"));
        values.put("list", Arrays.asList(1, 2.5, "x", true, false, null, Map.of("k", List.of())));
        assertEquals(values, PlainValues.of(json.of(values).bytes()));
    }

    private String canonical(Object value) {
        return new String(json.of(Collections.singletonMap("v", value)).bytes(), UTF_8);
    }

    private Reason reasonFor(Object value) {
        return assertThrows(WebhookException.class, () -> canonical(value)).reason();
    }

    private static final class OneThird extends Number {
        private static final long serialVersionUID = 1L;

        @Override
        public int intValue() {
            return 0;
        }

        @Override
        public long longValue() {
            return 0;
        }

        @Override
        public float floatValue() {
            return 1f / 3;
        }

        @Override
        public double doubleValue() {
            return 1d / 3;
        }

        @Override
        public String toString() {
            return "1/3";
        }
    }

    /** Says that it is large, and must not be asked for its entries. */
    private static final class HugeMap extends AbstractMap<String, Object> {
        @Override
        public int size() {
            return Integer.MAX_VALUE;
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            throw new AssertionError("read");
        }
    }

    private static final class BrokenMap extends AbstractMap<String, Object> {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            throw new ConcurrentModificationException();
        }
    }
}
