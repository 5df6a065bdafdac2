package io.processheat.webhook.store.sqlite;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Reads values of a configuration.
 *
 * @param refused told key, value and range of each invalid one
 */
record Reading(Map<String, ?> properties, Consumer<String> refused) {

    long value(String key, long least, long most, long byDefault, long unit, long inForce) {
        Object given = properties.get(key);
        if (given == null) {
            return byDefault * unit;
        }
        long number = parsed(given);
        if (least <= number && number <= most) {
            return number * unit;
        }
        refused.accept(key + " = " + given + " is not a whole number from " + least + " to " + most + "; "
                + inForce / unit + " stays in force");
        return inForce;
    }

    <E extends Enum<E>> E choice(String key, E byDefault, E inForce) {
        Object given = properties.get(key);
        if (given == null) {
            return byDefault;
        }
        List<E> choices = List.of(byDefault.getDeclaringClass().getEnumConstants());
        for (E choice : choices) {
            if (word(choice).equals(given.toString().trim())) {
                return choice;
            }
        }
        String words = choices.stream().map(Reading::word).collect(Collectors.joining(" or "));
        refused.accept(key + " = " + given + " is not " + words + "; " + word(inForce) + " stays in force");
        return inForce;
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    /** No range goes below 0, so what is not a number is outside of it. */
    private static long parsed(Object given) {
        try {
            return Long.parseLong(given.toString().trim());
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
