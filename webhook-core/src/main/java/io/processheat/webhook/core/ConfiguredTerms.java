package io.processheat.webhook.core;

import io.processheat.webhook.Priority;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is configured of the terms of all event types. */
final class ConfiguredTerms {

    static final String NAMES_FORM = "each " + TypeRules.NAME_FORM;
    static final String KEYS_FORM = "each like alarm.*=alarm_id: " + TypeRules.NAME_FORM + " = a field of the payload";
    static final String TIMES_FORM =
            "each like calculation.completed=PT1H: " + TypeRules.NAME_FORM + " = an ISO 8601 duration from PT1S to P3650D";

    static final ConfiguredTerms DEFAULTS = new ConfiguredTerms(
            TypeRules.all(List.of("alarm.*"), Priority.HIGH),
            TypeRules.all(List.of("compliance.*"), Priority.MEDIUM),
            keyFields(List.of("alarm.*=alarm_id")),
            timesToLive(List.of()));

    private static final int LONGEST_FIELD = 128;
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofDays(3650);

    final TypeRules<Priority> high;
    final TypeRules<Priority> medium;
    final TypeRules<String> keyFields;
    final TypeRules<Duration> timesToLive;

    private final TypeRules<Priority> priorities;
    /** Types are checked before they are asked for here, so there are only so many. */
    private final Map<String, TypeTerms> byType = new ConcurrentHashMap<>();

    ConfiguredTerms(
            TypeRules<Priority> high,
            TypeRules<Priority> medium,
            TypeRules<String> keyFields,
            TypeRules<Duration> timesToLive) {
        this.high = high;
        this.medium = medium;
        this.keyFields = keyFields;
        this.timesToLive = timesToLive;
        this.priorities = high.over(medium);
    }

    /** @throws IllegalArgumentException saying what is wrong */
    static TypeRules<String> keyFields(List<String> entries) {
        return TypeRules.assigned(entries, field -> {
            if (field.isEmpty() || field.length() > LONGEST_FIELD) {
                throw new IllegalArgumentException("'" + Shown.of(field) + "' is no name of a field");
            }
            return field;
        });
    }

    /** @throws IllegalArgumentException saying what is wrong */
    static TypeRules<Duration> timesToLive(List<String> entries) {
        return TypeRules.assigned(entries, text -> {
            try {
                Duration time = Duration.parse(text);
                if (time.compareTo(LEAST) >= 0 && time.compareTo(MOST) <= 0) {
                    return time;
                }
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("'" + Shown.of(text) + "' is no duration", e);
            }
            throw new IllegalArgumentException("'" + Shown.of(text) + "' is out of range");
        });
    }

    TypeTerms of(String type) {
        return byType.computeIfAbsent(type, unused -> new TypeTerms(
                priorities.of(type).orElse(Priority.LOW),
                keyFields.of(type).orElse(null),
                timesToLive.of(type).orElse(null)));
    }

    /** Names that fit none of these types: most likely misspelt. */
    Set<String> idleNames(Collection<String> types) {
        return Stream.of(priorities, keyFields, timesToLive)
                .flatMap(rules -> rules.names().stream())
                .filter(name -> types.stream().noneMatch(type -> fits(name, type)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean fits(String name, String type) {
        return name.endsWith("*") ? type.startsWith(name.substring(0, name.length() - 1)) : type.equals(name);
    }
}
