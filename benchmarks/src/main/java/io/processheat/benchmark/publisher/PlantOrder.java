package io.processheat.benchmark.publisher;

/**
 * A part of a plant's events to post.
 *
 * @param first number of the first one
 * @param perSecond at a steady pace
 * @param readingBytes size of a calculation's payload, about
 * @param deadlineMillis after which nobody wants to hear that a model is degraded
 */
public record PlantOrder(long first, long events, double perSecond, int readingBytes, long deadlineMillis) {

    static final String ABOUT = "plant";

    public Message message() {
        return Message.about(ABOUT)
                .with("first", first)
                .with("events", events)
                .with("rate", perSecond)
                .with("bytes", readingBytes)
                .with("deadline", deadlineMillis);
    }

    static PlantOrder from(Message message) {
        return new PlantOrder(
                message.number("first"),
                message.number("events"),
                message.decimal("rate"),
                (int) message.number("bytes"),
                message.number("deadline"));
    }
}
