package io.processheat.webhook.core;

import io.processheat.webhook.Priority;
import io.processheat.webhook.core.json.CanonicalJson;
import io.processheat.webhook.core.json.NonFinite;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.osgi.service.component.ComponentException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The configuration in force: valid values only. */
record Settings(
        EventTypes eventTypes, ConfiguredTerms terms, int maxPayloadBytes, int maxMetadataBytes, Duration testTimeout) {

    static final Settings DEFAULTS = new Settings(
            EventTypes.BUILT_IN, ConfiguredTerms.DEFAULTS, 1 << 20, 16 << 10, Duration.ofSeconds(30));

    private static final Logger LOG = LoggerFactory.getLogger(Settings.class);

    /** The configured values; for each that is invalid the one in force stays, and the log says so. */
    Settings changedTo(SubscriberManager.Config config) {
        EventTypes types = read("event.types", EventTypes.FORM, eventTypes, () -> EventTypes.with(list(config.event_types())));
        return new Settings(
                types,
                terms(config, types),
                number("max.payload.bytes", config::max_payload_bytes, 1 << 10, CanonicalJson.LARGEST, maxPayloadBytes),
                number("max.metadata.bytes", config::max_metadata_bytes, 2, 1 << 20, maxMetadataBytes),
                Duration.ofSeconds(number(
                        "test.timeout.seconds", config::test_timeout_seconds, 1, 600, (int) testTimeout.toSeconds())));
    }

    private ConfiguredTerms terms(SubscriberManager.Config config, EventTypes types) {
        ConfiguredTerms changed = new ConfiguredTerms(
                read("priority.high", ConfiguredTerms.NAMES_FORM, terms.high,
                        () -> TypeRules.all(list(config.priority_high()), Priority.HIGH)),
                read("priority.medium", ConfiguredTerms.NAMES_FORM, terms.medium,
                        () -> TypeRules.all(list(config.priority_medium()), Priority.MEDIUM)),
                read("ordering.keys", ConfiguredTerms.KEYS_FORM, terms.keyFields,
                        () -> ConfiguredTerms.keyFields(list(config.ordering_keys()))),
                read("time.to.live", ConfiguredTerms.TIMES_FORM, terms.timesToLive,
                        () -> ConfiguredTerms.timesToLive(list(config.time_to_live()))));
        Set<String> idle = changed.idleNames(types.names());
        if (!idle.isEmpty()) {
            LOG.warn("Priorities, ordering keys or times to live are configured for what fits no event type: {}", idle);
        }
        return changed;
    }

    CanonicalJson payload() {
        return new CanonicalJson("payload", maxPayloadBytes, NonFinite.REFUSED);
    }

    CanonicalJson metadata() {
        return new CanonicalJson("metadata", maxMetadataBytes, NonFinite.REFUSED);
    }

    /** Configuration files without lists bring one text with commas. */
    private static List<String> list(String[] values) {
        return Arrays.stream(values)
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static int number(String key, LongSupplier configured, int least, int most, int inForce) {
        return read(key, "a number from " + least + " to " + most, inForce, () -> {
            long value = configured.getAsLong();
            if (value < least || value > most) {
                throw new IllegalArgumentException("it is " + value);
            }
            return (int) value;
        });
    }

    private static <T> T read(String key, String allowed, T inForce, Supplier<T> configured) {
        try {
            return configured.get();
        } catch (IllegalArgumentException | ComponentException e) {
            LOG.error("Configuration {} is refused and keeps its last value: {} (it takes {})", key, e.getMessage(), allowed);
            return inForce;
        }
    }
}
