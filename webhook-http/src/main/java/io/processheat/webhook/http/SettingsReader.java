package io.processheat.webhook.http;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a configuration key by key: an invalid value is refused alone and the last valid one stays in force. */
final class SettingsReader {

    private static final Logger LOG = LoggerFactory.getLogger(SettingsReader.class);

    private final Map<String, ?> properties;

    SettingsReader(Map<String, ?> properties) {
        this.properties = properties;
    }

    Settings read(Settings last) {
        Settings initial = Settings.DEFAULT;
        return new Settings(
                basePath(last.basePath()),
                tokens(last.tokens()),
                (int) number("max.body.bytes", 1024, 64 << 20, initial.maxBodyBytes(), last.maxBodyBytes()),
                (int) number("max.webhook.bytes", 1024, 1 << 20, initial.maxWebhookBytes(), last.maxWebhookBytes()),
                number("max.inflight.bytes", 1 << 20, 1 << 30, initial.maxInflightBytes(), last.maxInflightBytes()),
                time("read.timeout.ms", 100, 600_000, initial.readTimeout(), last.readTimeout()),
                time("answer.timeout.ms", 100, 600_000, initial.answerTimeout(), last.answerTimeout()),
                time("backup.timeout.ms", 1000, 86_400_000, initial.backupTimeout(), last.backupTimeout()),
                number("drain.max.bytes", 0, 1 << 30, initial.drainMaxBytes(), last.drainMaxBytes()),
                time("drain.timeout.ms", 100, 60_000, initial.drainTimeout(), last.drainTimeout()));
    }

    private String basePath(String last) {
        Object value = properties.get("base.path");
        if (value == null) {
            return Settings.DEFAULT.basePath();
        }
        if (value instanceof String path && Settings.isBasePath(path)) {
            return path;
        }
        return refused("base.path", value, Settings.BASE_PATH_RANGE, last);
    }

    private List<String> tokens(List<String> last) {
        List<String> tokens = texts(properties.get("tokens")).map(String::strip).filter(text -> !text.isEmpty()).toList();
        return tokens.stream().allMatch(Settings::isToken)
                ? tokens
                : refused("tokens", "(not shown)", "each " + Settings.TOKEN_RANGE, last);
    }

    /** An array, a collection, or one text with commas, which is all some configuration files can hold. */
    private static Stream<String> texts(Object value) {
        if (value == null) {
            return Stream.empty();
        }
        Stream<?> items = value instanceof Object[] array ? Arrays.stream(array)
                : value instanceof Collection<?> collection ? collection.stream()
                : Arrays.stream(value.toString().split(","));
        return items.filter(Objects::nonNull).map(Object::toString);
    }

    private Duration time(String key, long min, long max, Duration initial, Duration last) {
        return Duration.ofMillis(number(key, min, max, initial.toMillis(), last.toMillis()));
    }

    private long number(String key, long min, long max, long initial, long last) {
        Object value = properties.get(key);
        if (value == null) {
            return initial;
        }
        String range = "a whole number from " + min + " to " + max;
        try {
            long number = Long.parseLong(value.toString().strip());
            return number >= min && number <= max ? number : refused(key, value, range, last);
        } catch (NumberFormatException e) {
            return refused(key, value, range, last);
        }
    }

    private static <T> T refused(String key, Object value, String range, T last) {
        LOG.error("{}: {} = {} is refused, it must be {}; {} stays in force", RestApi.PID, key, value, range,
                key.equals("tokens") ? "what was" : last);
        return last;
    }
}
