package io.processheat.webhook;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A copy of the store, complete and consistent as of one moment.
 *
 * @param file where it lies; what {@code docs/usage.md} says of restoring applies to it
 * @param bytes its size
 * @param takenAt the moment: all that was acknowledged before is in it
 */
public record Backup(Path file, long bytes, Instant takenAt) {}
