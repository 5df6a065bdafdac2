package io.processheat.webhook.http;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fields of a JSON body, each of the type asked for or refused with its name; null where a field is absent. */
final class Fields {

    private final Map<String, Object> values;

    /** @throws Refusal 422 naming a field that is not among the known */
    Fields(Map<String, Object> values, Set<String> known) {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw unknown(name);
            }
        }
        this.values = values;
    }

    static Refusal unknown(String name) {
        return new Refusal(Problem.invalidField(name, "There is no field \"" + name + "\" here."));
    }

    static Refusal missing(String name) {
        return new Refusal(Problem.invalidField(name, "The field \"" + name + "\" is required."));
    }

    static Refusal wrongType(String name, String wanted) {
        return new Refusal(Problem.invalidField(name, "The field \"" + name + "\" must be " + wanted + "."));
    }

    /** The same, with null meaning absent: what serialisers make of a value that was never set. */
    Fields nullsAbsent() {
        values.values().removeIf(value -> value == null);
        return this;
    }

    Fields required(String... names) {
        for (String name : names) {
            if (!values.containsKey(name)) {
                throw missing(name);
            }
        }
        return this;
    }

    String text(String name) {
        return typed(name, String.class, "a string");
    }

    Boolean flag(String name) {
        return typed(name, Boolean.class, "true or false");
    }

    /** One beyond an int comes as the nearest int: its range is not decided here. */
    Integer whole(String name) {
        Number number = typed(name, Number.class, "a whole number");
        if (number instanceof Double) {
            throw wrongType(name, "a whole number");
        }
        if (number == null || number instanceof Integer) {
            return (Integer) number;
        }
        return number.doubleValue() > 0 ? Integer.MAX_VALUE : Integer.MIN_VALUE;
    }

    Instant time(String name) {
        String text = text(name);
        return text == null ? null : IsoTime.read(name, text);
    }

    List<String> texts(String name) {
        List<?> items = typed(name, List.class, "an array of strings");
        if (items == null) {
            return null;
        }
        if (!items.stream().allMatch(String.class::isInstance)) {
            throw wrongType(name, "an array of strings");
        }
        return items.stream().map(String.class::cast).toList();
    }

    @SuppressWarnings("unchecked") // PlainJson makes no other maps
    Map<String, Object> object(String name) {
        return typed(name, Map.class, "an object");
    }

    private <T> T typed(String name, Class<T> type, String wanted) {
        if (!values.containsKey(name)) {
            return null;
        }
        Object value = values.get(name);
        if (!type.isInstance(value)) {
            throw wrongType(name, wanted);
        }
        return type.cast(value);
    }
}
