package io.processheat.webhook.bridge.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainCopyTest {

    private static final String ISO = "2026-11-23T21:05:00.123Z";
    private static final Instant MOMENT = Instant.parse(ISO);

    private final UnknownTypes unknownTypes = new UnknownTypes();

    static Stream<Arguments> scalars() throws Exception {
        UUID uuid = UUID.randomUUID();
        LongAdder adder = new LongAdder();
        adder.add(5);
        GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone("Asia/Tokyo"));
        calendar.setTimeInMillis(MOMENT.toEpochMilli());
        return Stream.of(
                Arguments.of("text", "text"), Arguments.of(new StringBuilder("built"), "built"), Arguments.of('c', "c"),
                Arguments.of(true, true), Arguments.of(new AtomicBoolean(true), true),
                Arguments.of(1, 1), Arguments.of(2L, 2L), Arguments.of((short) 3, (short) 3), Arguments.of((byte) 4, (byte) 4),
                Arguments.of(1.5f, 1.5f), Arguments.of(2.5d, 2.5d),
                Arguments.of(new BigDecimal("1.10"), new BigDecimal("1.10")),
                Arguments.of(BigInteger.TWO.pow(80), BigInteger.TWO.pow(80)),
                Arguments.of(new AtomicInteger(7), 7L), Arguments.of(adder, 5L),
                Arguments.of(MOMENT, ISO), Arguments.of(Date.from(MOMENT), ISO), Arguments.of(calendar, ISO),
                Arguments.of(new java.sql.Date(MOMENT.toEpochMilli()), ISO),
                Arguments.of(new java.sql.Timestamp(MOMENT.toEpochMilli()), ISO),
                Arguments.of(LocalDate.of(2026, 11, 23), "2026-11-23"), Arguments.of(Duration.ofMinutes(5), "PT5M"),
                Arguments.of(OffsetDateTime.parse("2026-11-23T22:05+01:00"), "2026-11-23T22:05+01:00"),
                Arguments.of(TimeUnit.SECONDS, "SECONDS"), Arguments.of(uuid, uuid.toString()),
                Arguments.of(URI.create("urn:x"), "urn:x"), Arguments.of(new URL("http://h/p"), "http://h/p"),
                Arguments.of(Optional.of(3), 3), Arguments.of(Optional.empty(), null),
                Arguments.of(OptionalInt.of(1), 1), Arguments.of(OptionalLong.of(2), 2L),
                Arguments.of(OptionalDouble.of(0.5), 0.5), Arguments.of(OptionalInt.empty(), null), Arguments.of(null, null));
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void singleValuesBecomeWhatJsonCanHold(Object value, Object expected) {
        assertEquals(expected, copy(value));
        assertEquals(0, unknownTypes.values());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatADeadSensorReadsIsLeftForTheSinkToJudge(double reading) {
        assertEquals(reading, copy(reading));
    }

    @Test
    void mapsCollectionsAndArraysNest() {
        Hashtable<String, Object> dictionary = new Hashtable<>(Map.of("limit", 450));
        Map<Object, Object> value = new HashMap<>();
        value.put("readings", new double[] {1.5, 2.5});
        value.put(TimeUnit.HOURS, List.of('a', new int[][] {{1}, {2, 3}}));
        value.put(7, new Object[] {null, Optional.of(Map.of("at", MOMENT)), dictionary});
        value.put(null, null);

        Map<String, Object> expected = new HashMap<>();
        expected.put("readings", List.of(1.5, 2.5));
        expected.put("HOURS", List.of("a", List.of(List.of(1), List.of(2, 3))));
        expected.put("7", Arrays.asList(null, Map.of("at", ISO), Map.of("limit", 450)));
        expected.put("null", null);
        assertEquals(expected, copy(value));
    }

    @Test
    void nothingOfThePosterIsLeftInIt() {
        List<Object> inner = new ArrayList<>(List.of(1));
        Map<String, Object> outer = new HashMap<>(Map.of("inner", inner));

        Object copy = copy(outer);
        inner.add(2);
        outer.put("more", 3);

        assertEquals(Map.of("inner", List.of(1)), copy);
        assertNotSame(outer, copy);
        assertThrows(UnsupportedOperationException.class, () -> ((Map<?, ?>) copy).clear());
    }

    @Test
    void nestingHasALimit() {
        Object deepest = "x";
        for (int i = 0; i < PlainCopy.MAX_DEPTH; i++) {
            deepest = List.of(deepest);
        }
        Object tooDeep = List.of(deepest);

        copy(deepest);
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> copy(tooDeep));
        assertTrue(refusal.getMessage().contains("200"), refusal.getMessage());
    }

    @Test
    void whatHoldsItselfIsRefused() {
        Map<String, Object> cycle = new HashMap<>();
        cycle.put("self", cycle);

        assertThrows(IllegalArgumentException.class, () -> copy(cycle));
    }

    @Test
    void whatHoldsItselfTwiceIsRefusedBeforeItFillsTheMemory() {
        List<Object> bush = new ArrayList<>();
        bush.add(bush);
        bush.add(bush);

        assertThrows(IllegalArgumentException.class, () -> copy(bush));
    }

    @Test
    void whatDoesNotFitTheHoldIsRefused() {
        PlainCopy copy = new PlainCopy(1_000, unknownTypes);

        assertThrows(IllegalArgumentException.class, () -> copy.of("log", "x".repeat(1_000)));
    }

    @Test
    void bytesGrowWithWhatIsCopied() {
        PlainCopy copy = new PlainCopy(1 << 20, unknownTypes);

        copy.of("message", "x".repeat(1_000));
        long afterText = copy.bytes();
        copy.of("readings", new double[1_000]);

        assertTrue(afterText >= 2_000 && afterText < 3_000, () -> "text: " + afterText);
        assertTrue(copy.bytes() - afterText > 24_000, () -> "numbers: " + (copy.bytes() - afterText));
    }

    @Test
    void aTypeThatJsonHasNoFormForIsSentAsItsTextAndSaidOnce() {
        try (LogCapture log = new LogCapture()) {
            assertEquals("sensor 7", copy(new Sensor(7)));
            assertEquals(List.of("sensor 8"), copy(List.of(new Sensor(8))));

            assertEquals(1, log.at(Level.WARN).stream().filter(line -> line.contains(Sensor.class.getName())).count());
        }
        assertEquals(2, unknownTypes.values());
    }

    @Test
    void aTypeWhoseTextFailsIsSentAsItsName() {
        Object broken = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("not connected");
            }
        };

        assertEquals(broken.getClass().getName(), copy(broken));
    }

    @Test
    void anAbsentValueStaysOneInLists() {
        assertEquals(Arrays.asList(1, null), copy(Arrays.asList(1, Optional.empty())));
        assertNull(copy(null));
    }

    private record Sensor(int number) {
        @Override
        public String toString() {
            return "sensor " + number;
        }
    }

    private Object copy(Object value) {
        return new PlainCopy(1 << 20, unknownTypes).of("property", value);
    }
}
