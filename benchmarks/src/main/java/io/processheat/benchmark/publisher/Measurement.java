package io.processheat.benchmark.publisher;

import java.util.Locale;

/**
 * What a load came to.
 *
 * @param deliveries acknowledged, thus on disk
 * @param seconds from the first publish to the last delivery recorded as sent
 */
public record Measurement(long deliveries, double seconds) {

    public double perSecond() {
        return deliveries / seconds;
    }

    String line() {
        return String.format(Locale.ROOT, "%d %.6f", deliveries, seconds);
    }

    public static Measurement parse(String line) {
        String[] parts = line.split(" ");
        return new Measurement(Long.parseLong(parts[0]), Double.parseDouble(parts[1]));
    }
}
