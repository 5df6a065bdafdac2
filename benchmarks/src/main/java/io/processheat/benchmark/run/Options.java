package io.processheat.benchmark.run;

import java.util.Collection;
import java.util.List;

/**
 * What the person at the terminal chose.
 *
 * @param only sections to run; empty: all
 * @param seconds of each measurement
 * @param repetitions of each measurement
 */
record Options(List<String> only, int seconds, int repetitions) {

    private static final Options DEFAULTS = new Options(List.of(), 5, 3);

    /** @throws IllegalArgumentException saying what is wrong */
    static Options parse(List<String> words, Collection<String> sections) {
        Options options = DEFAULTS;
        for (int i = 0; i < words.size(); i += 2) {
            if (i + 1 == words.size()) {
                throw new IllegalArgumentException(words.get(i) + " needs a value");
            }
            options = options.with(words.get(i), words.get(i + 1), sections);
        }
        return options;
    }

    boolean isWhole() {
        return only.isEmpty();
    }

    boolean includes(String section) {
        return isWhole() || only.contains(section);
    }

    private Options with(String name, String value, Collection<String> sections) {
        return switch (name) {
            case "--only" -> new Options(known(value, sections), seconds, repetitions);
            case "--seconds" -> new Options(only, number(name, value, 60), repetitions);
            case "--repetitions" -> new Options(only, seconds, number(name, value, 20));
            default -> throw new IllegalArgumentException(name + " is no option; there are --only, --seconds and --repetitions");
        };
    }

    private static List<String> known(String value, Collection<String> sections) {
        List<String> names = List.of(value.split(","));
        if (!sections.containsAll(names)) {
            throw new IllegalArgumentException("--only " + value + ": the sections are " + String.join(", ", sections));
        }
        return names;
    }

    private static int number(String name, String value, int most) {
        if (!value.matches("[1-9][0-9]{0,2}") || Integer.parseInt(value) > most) {
            throw new IllegalArgumentException(name + " " + value + " is not a whole number from 1 to " + most);
        }
        return Integer.parseInt(value);
    }
}
