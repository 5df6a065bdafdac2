package io.processheat.webhook.bridge.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Values of types that JSON has no form for are sent as their text, because an alarm with an odd property is still an
 * alarm; it is said once per type.
 */
final class UnknownTypes {

    private static final Logger LOG = LoggerFactory.getLogger(UnknownTypes.class);
    private static final int MAX_NAMED = 1_000;

    private final LongAdder values = new LongAdder();
    /** Names, not classes: those would keep stopped bundles in memory. */
    private final Set<String> named = ConcurrentHashMap.newKeySet();

    /** The value's text, or its type's name where even that fails. */
    String textOf(Object value) {
        String type = value.getClass().getName();
        values.increment();
        if (named.size() < MAX_NAMED && named.add(type)) {
            LOG.warn("A property holds a {}, which JSON has no form for: its toString() is sent (said once per type)", type);
        }
        try {
            return String.valueOf(value);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.warn("toString() of a {} failed, its type's name is sent", type, e);
            return type;
        }
    }

    long values() {
        return values.sum();
    }
}
