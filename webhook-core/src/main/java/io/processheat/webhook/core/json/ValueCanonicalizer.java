package io.processheat.webhook.core.json;

import java.lang.reflect.Array;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.Map;

/** Writes the canonical form of plain Java values. */
final class ValueCanonicalizer {

    private static final Comparator<Map.Entry<?, ?>> BY_KEY =
            (a, b) -> CodePointOrder.INSTANCE.compare((String) a.getKey(), (String) b.getKey());
    /** {@code "": 0} */
    private static final int SHORTEST_MEMBER = 5;
    /** {@code 0, } */
    private static final int SHORTEST_ELEMENT = 3;

    private final CanonicalOutput out;
    private int depth;

    ValueCanonicalizer(CanonicalOutput out) {
        this.out = out;
    }

    void object(Map<?, ?> map) {
        Nesting.check(++depth);
        out.expect((long) map.size() * SHORTEST_MEMBER);
        out.ascii("{");
        boolean first = true;
        for (Map.Entry<?, ?> entry : sorted(map)) {
            if (!first) {
                out.comma();
            }
            first = false;
            member((String) entry.getKey(), entry.getValue());
        }
        out.ascii("}");
        depth--;
    }

    private static Map.Entry<?, ?>[] sorted(Map<?, ?> map) {
        Map.Entry<?, ?>[] entries = map.entrySet().toArray(new Map.Entry<?, ?>[0]);
        for (Map.Entry<?, ?> entry : entries) {
            if (!(entry.getKey() instanceof String)) {
                throw new Refusal("a key is not a string: " + typeOf(entry.getKey()));
            }
        }
        Arrays.sort(entries, BY_KEY);
        return entries;
    }

    private void member(String key, Object value) {
        out.string(key);
        out.colon();
        try {
            value(value);
        } catch (Refusal e) {
            throw e.under(key);
        }
    }

    private void value(Object value) {
        // The frequent ones first; what is asked last costs the others, above all an interface that they do not have.
        if (value instanceof Number number) {
            Numbers.write(number, out);
        } else if (value instanceof String text) {
            out.string(text);
        } else if (value == null || value instanceof Boolean) {
            out.ascii(String.valueOf(value));
        } else if (value instanceof CharSequence || value instanceof Character) {
            out.string(value.toString());
        } else if (value instanceof Map<?, ?> map) {
            object(map);
        } else if (value instanceof Collection<?> collection) {
            collection(collection);
        } else if (value.getClass().isArray()) {
            array(value);
        } else if (value instanceof Instant instant) {
            out.string(instant.toString());
        } else if (value instanceof Date date) {
            // Not toInstant(), which java.sql.Date refuses.
            out.string(Instant.ofEpochMilli(date.getTime()).toString());
        } else if (value instanceof Enum<?> constant) {
            out.string(constant.name());
        } else {
            throw new Refusal("a value has no JSON form: " + typeOf(value));
        }
    }

    private void collection(Collection<?> elements) {
        open(elements.size());
        int index = 0;
        for (Object element : elements) {
            element(index++, element);
        }
        close();
    }

    private void array(Object array) {
        int length = Array.getLength(array);
        open(length);
        for (int i = 0; i < length; i++) {
            element(i, Array.get(array, i));
        }
        close();
    }

    private void open(int elements) {
        Nesting.check(++depth);
        out.expect((long) elements * SHORTEST_ELEMENT);
        out.ascii("[");
    }

    private void element(int index, Object element) {
        if (index > 0) {
            out.comma();
        }
        try {
            value(element);
        } catch (Refusal e) {
            throw e.under(index);
        }
    }

    private void close() {
        out.ascii("]");
        depth--;
    }

    private static String typeOf(Object value) {
        return value == null ? "null" : value.getClass().getName();
    }
}
