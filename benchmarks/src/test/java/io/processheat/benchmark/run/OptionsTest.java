package io.processheat.benchmark.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static final List<String> SECTIONS = List.of("fanout", "heap", "start");

    @Test
    void withoutAnyItIsTheWholeRun() {
        Options options = parse();
        assertTrue(options.isWhole());
        assertTrue(options.includes("heap"));
    }

    @Test
    void takesSectionsAndNumbers() {
        Options options = parse("--only", "heap,start", "--seconds", "2", "--repetitions", "1");
        assertFalse(options.isWhole());
        assertTrue(options.includes("start"));
        assertFalse(options.includes("fanout"));
        assertEquals(2, options.seconds());
        assertEquals(1, options.repetitions());
    }

    @Test
    void refusesWhatItDoesNotKnowAndSaysWhatThereIs() {
        assertRefused("--only heap,haep: the sections are fanout, heap, start", "--only", "heap,haep");
        assertRefused("--seconds 0 is not a whole number from 1 to 60", "--seconds", "0");
        assertRefused("--repetitions 21 is not a whole number from 1 to 20", "--repetitions", "21");
        assertRefused("--seconds needs a value", "--seconds");
        assertRefused("--fast is no option; there are --only, --seconds and --repetitions", "--fast", "1");
    }

    private static void assertRefused(String message, String... words) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, () -> parse(words)).getMessage());
    }

    private static Options parse(String... words) {
        return Options.parse(List.of(words), SECTIONS);
    }
}
