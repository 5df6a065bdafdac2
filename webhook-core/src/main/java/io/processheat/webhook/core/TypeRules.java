package io.processheat.webhook.core;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What is configured for event types, by name or by the beginning of it ({@code alarm.*}); the longest that fits counts.
 *
 * @param <V> what is said of a type
 */
final class TypeRules<V> {

    /** What a name must be like, in words for a log. */
    static final String NAME_FORM = "an event type, a beginning like alarm.*, or *";

    private static final Pattern NAME = Pattern.compile("\\*|[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*(\\.\\*)?");

    private final Map<String, V> byName;

    private TypeRules(Map<String, V> byName) {
        this.byName = Map.copyOf(byName);
    }

    /**
     * The same for each of these names.
     *
     * @throws IllegalArgumentException naming the first that cannot be one
     */
    static <V> TypeRules<V> all(List<String> names, V value) {
        Map<String, V> byName = new HashMap<>();
        names.forEach(name -> byName.put(checked(name), value));
        return new TypeRules<>(byName);
    }

    /**
     * Of entries {@code name=value}.
     *
     * @param valueOf throws {@code IllegalArgumentException} for what is no value
     * @throws IllegalArgumentException naming the first that is wrong
     */
    static <V> TypeRules<V> assigned(List<String> entries, Function<String, V> valueOf) {
        Map<String, V> byName = new HashMap<>();
        for (String entry : entries) {
            int equals = entry.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("'" + Shown.of(entry) + "' has no '='");
            }
            String name = checked(entry.substring(0, equals).strip());
            if (byName.put(name, valueOf.apply(entry.substring(equals + 1).strip())) != null) {
                throw new IllegalArgumentException("'" + name + "' stands there twice");
            }
        }
        return new TypeRules<>(byName);
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + Shown.of(name) + "' is not " + NAME_FORM);
        }
        return name;
    }

    /** These rules, and those of the other where these do not have the same name. */
    TypeRules<V> over(TypeRules<V> other) {
        Map<String, V> both = new HashMap<>(other.byName);
        both.putAll(byName);
        return new TypeRules<>(both);
    }

    Set<String> names() {
        return byName.keySet();
    }

    Optional<V> of(String type) {
        V value = byName.get(type);
        for (int dot = type.lastIndexOf('.'); value == null && dot > 0; dot = type.lastIndexOf('.', dot - 1)) {
            value = byName.get(type.substring(0, dot) + ".*");
        }
        return Optional.ofNullable(value == null ? byName.get("*") : value);
    }
}
