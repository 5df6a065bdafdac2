package io.processheat.webhook.core;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.Optional;
import java.util.UUID;

/** Makes UUIDs of version 7 and reads those that callers bring. */
final class Ids {

    private static final int TEXT_LENGTH = 36;

    private final NoArgGenerator generator = Generators.timeBasedEpochGenerator();

    UUID next() {
        return generator.generate();
    }

    /** The id, empty where the text is not one: such an id does not exist. */
    static Optional<UUID> parse(String text) {
        if (text == null || text.length() != TEXT_LENGTH) {
            return Optional.empty();
        }
        try {
            UUID id = UUID.fromString(text);
            // fromString also takes fields that are too short or too long.
            return id.toString().equalsIgnoreCase(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
