package io.processheat.webhook.core;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names keys of a configuration that nothing reads: most likely they are misspelt. */
final class UnknownKeys {

    private static final Logger LOG = LoggerFactory.getLogger(UnknownKeys.class);

    /** What frameworks and installers add by themselves. */
    private static final List<String> FOREIGN_PREFIXES = List.of("service.", "component.", "felix.", "osgi.", ".", ":");

    private static final List<String> FOREIGN_SUFFIXES = List.of(".target", ".cardinality.minimum");

    private UnknownKeys() {}

    /** @param config the annotation type that has a method for each key */
    static void warn(String pid, Class<?> config, Map<String, Object> properties) {
        Collection<String> unknown = in(config, properties.keySet());
        if (!unknown.isEmpty()) {
            LOG.warn("Configuration {} has keys that mean nothing and are ignored: {}; those that do: {}",
                    pid, unknown, new TreeSet<>(known(config)));
        }
    }

    static Collection<String> in(Class<?> config, Collection<String> keys) {
        Set<String> unknown = new TreeSet<>(keys);
        unknown.removeAll(known(config));
        unknown.removeIf(UnknownKeys::isForeign);
        return unknown;
    }

    private static Set<String> known(Class<?> config) {
        return Arrays.stream(config.getDeclaredMethods())
                .map(Method::getName)
                .map(name -> name.replace('_', '.'))
                .collect(Collectors.toSet());
    }

    private static boolean isForeign(String key) {
        return key.equals("objectClass")
                || FOREIGN_PREFIXES.stream().anyMatch(key::startsWith)
                || FOREIGN_SUFFIXES.stream().anyMatch(key::endsWith);
    }
}
