package io.processheat.webhook.bridge.internal;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Dictionary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Copies the values of one event into plain ones that nobody can change any more, and estimates their memory. */
final class PlainCopy {

    static final int MAX_DEPTH = 200;

    private static final int STRING_BYTES = 48;
    private static final int NUMBER_BYTES = 24;
    private static final int CONTAINER_BYTES = 64;
    private static final int ELEMENT_BYTES = 8;
    private static final int ENTRY_BYTES = 48;

    private final long maxBytes;
    private final UnknownTypes unknownTypes;
    private long bytes;

    PlainCopy(long maxBytes, UnknownTypes unknownTypes) {
        this.maxBytes = maxBytes;
        this.unknownTypes = unknownTypes;
    }

    /** Of all that was copied so far. */
    long bytes() {
        return bytes;
    }

    /**
     * Copies the value of a property.
     *
     * @throws IllegalArgumentException where it is too large, or nested too deeply, as what holds itself is
     */
    Object of(String name, Object value) {
        countEntry(name);
        return copy(value, 0);
    }

    private Object copy(Object value, int depth) {
        if (value == null) {
            return null;
        }
        Object scalar = Scalars.plain(value);
        if (scalar != null) {
            return counted(scalar);
        }
        if (depth >= MAX_DEPTH) {
            throw new IllegalArgumentException("nested deeper than " + MAX_DEPTH + " levels, or holds itself");
        }
        return container(value, depth + 1);
    }

    private Object container(Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            return map(map, depth);
        }
        if (value instanceof Collection<?> collection) {
            return list(collection, depth);
        }
        if (value.getClass().isArray()) {
            return array(value, depth);
        }
        if (value instanceof Dictionary<?, ?> dictionary) {
            return dictionary(dictionary, depth);
        }
        if (value instanceof Optional<?> optional) {
            return copy(optional.orElse(null), depth);
        }
        return primitiveOptional(value);
    }

    private Object primitiveOptional(Object value) {
        if (value instanceof OptionalInt number) {
            return number.isPresent() ? counted(number.getAsInt()) : null;
        }
        if (value instanceof OptionalLong number) {
            return number.isPresent() ? counted(number.getAsLong()) : null;
        }
        if (value instanceof OptionalDouble number) {
            return number.isPresent() ? counted(number.getAsDouble()) : null;
        }
        return counted(unknownTypes.textOf(value));
    }

    private Map<String, Object> map(Map<?, ?> map, int depth) {
        Map<String, Object> copy = new LinkedHashMap<>();
        count(CONTAINER_BYTES);
        map.forEach((key, value) -> put(copy, key, value, depth));
        return Collections.unmodifiableMap(copy);
    }

    private Map<String, Object> dictionary(Dictionary<?, ?> dictionary, int depth) {
        Map<String, Object> copy = new LinkedHashMap<>();
        count(CONTAINER_BYTES);
        dictionary.keys().asIterator().forEachRemaining(key -> put(copy, key, dictionary.get(key), depth));
        return Collections.unmodifiableMap(copy);
    }

    private void put(Map<String, Object> copy, Object key, Object value, int depth) {
        String name = nameOf(key);
        countEntry(name);
        copy.put(name, copy(value, depth));
    }

    private String nameOf(Object key) {
        Object plain = key == null ? "null" : Scalars.plain(key);
        return plain == null ? unknownTypes.textOf(key) : plain.toString();
    }

    private List<Object> list(Collection<?> collection, int depth) {
        List<Object> copy = new ArrayList<>();
        count(CONTAINER_BYTES);
        collection.forEach(element -> add(copy, element, depth));
        return Collections.unmodifiableList(copy);
    }

    private List<Object> array(Object array, int depth) {
        List<Object> copy = new ArrayList<>();
        count(CONTAINER_BYTES);
        for (int i = 0; i < Array.getLength(array); i++) {
            add(copy, Array.get(array, i), depth);
        }
        return Collections.unmodifiableList(copy);
    }

    private void add(List<Object> copy, Object element, int depth) {
        count(ELEMENT_BYTES);
        copy.add(copy(element, depth));
    }

    private Object counted(Object scalar) {
        if (scalar instanceof String text) {
            count(STRING_BYTES + 2L * text.length());
        } else if (scalar instanceof BigInteger number) {
            count(STRING_BYTES + number.bitLength() / Byte.SIZE);
        } else if (scalar instanceof BigDecimal number) {
            count(2L * STRING_BYTES + number.unscaledValue().bitLength() / Byte.SIZE);
        } else {
            count(NUMBER_BYTES);
        }
        return scalar;
    }

    private void countEntry(String name) {
        count(ENTRY_BYTES + STRING_BYTES + 2L * name.length());
    }

    private void count(long more) {
        bytes += more;
        if (bytes > maxBytes) {
            throw new IllegalArgumentException("larger than the " + maxBytes + " bytes that may be held (hold.bytes)");
        }
    }
}
