package io.processheat.benchmark.publisher;

/**
 * What a load came to.
 *
 * @param deliveries acknowledged, thus on disk
 * @param seconds from the first publish to the last acknowledgement, or to the last delivery recorded as sent where the
 *     load was to settle
 * @param allocatedBytes on the heap of the engine meanwhile, by all its threads
 */
public record Measurement(long deliveries, double seconds, long allocatedBytes) {

    public double perSecond() {
        return deliveries / seconds;
    }

    Message message() {
        return Message.about("done")
                .with("deliveries", deliveries)
                .with("seconds", seconds)
                .with("allocated", allocatedBytes);
    }

    public static Measurement from(Message message) {
        return new Measurement(message.number("deliveries"), message.decimal("seconds"), message.number("allocated"));
    }
}
