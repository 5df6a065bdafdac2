package io.processheat.demo.agent;

import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checked configuration of the agent. */
record Settings(double rate, String furnaceId, long seed) {

    static final double DEFAULT_RATE = 2;
    static final String DEFAULT_FURNACE_ID = "furnace-7";
    static final long DEFAULT_SEED = 42;
    static final Settings DEFAULTS = new Settings(DEFAULT_RATE, DEFAULT_FURNACE_ID, DEFAULT_SEED);

    private static final Logger LOG = LoggerFactory.getLogger(Settings.class);

    /** What the properties say; an unset key has its default, a refused one keeps what is in force. */
    static Settings of(Map<String, ?> properties, Settings inForce) {
        return new Settings(
                value(properties, "rate", Double::valueOf, rate -> rate >= 0.1 && rate <= 10_000,
                        "0.1 to 10000 events per second", DEFAULT_RATE, inForce.rate),
                value(properties, "furnace.id", Function.identity(), id -> id.matches("[A-Za-z0-9_.-]{1,64}"),
                        "1 to 64 letters, digits, '_', '.' or '-'", DEFAULT_FURNACE_ID, inForce.furnaceId),
                value(properties, "seed", Long::valueOf, seed -> true, "a whole number", DEFAULT_SEED, inForce.seed));
    }

    private static <T> T value(Map<String, ?> properties, String key, Function<String, T> parse, Predicate<T> accepted,
            String range, T unset, T inForce) {
        Object given = properties.get(key);
        if (given == null) {
            return unset;
        }
        try {
            T value = parse.apply(given.toString());
            if (accepted.test(value)) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            LOG.debug("{} is not a number", key, notANumber);
        }
        LOG.error("Refused: {} = '{}', it takes {}; {} stays in force", key, given, range, inForce);
        return inForce;
    }
}
