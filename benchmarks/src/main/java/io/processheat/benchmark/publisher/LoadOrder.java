package io.processheat.benchmark.publisher;

import java.util.List;

/**
 * A load to put on the engine, until its time is over or its events are published.
 *
 * @param types of the events, by turns
 * @param to audiences whose webhooks get one event each, by turns; none: each event goes to the subscribers of its type
 * @param eventsPerSecond 0: as many as the engine takes
 * @param events 0: no bound
 * @param sinkPort whose count of what it received bounds the backlog
 * @param maxBacklog acknowledged deliveries that may not have reached the sink; 0: no bound
 * @param timed whether the payloads say when they were published
 * @param settle audiences whose deliveries are to be finished before the load is done; one that failed fails the load
 */
public record LoadOrder(
        List<String> types,
        List<String> to,
        double seconds,
        double eventsPerSecond,
        long events,
        int sinkPort,
        long maxBacklog,
        boolean timed,
        List<String> settle) {

    public static final String ABOUT = "load";

    private static final double NO_END = 600;

    /** As fast as the engine takes them, without a bound but ten minutes. */
    public static LoadOrder of(List<String> types) {
        return new LoadOrder(types, List.of(), NO_END, 0, 0, 0, 0, true, List.of());
    }

    public LoadOrder toEachOf(List<String> audiences) {
        return new LoadOrder(types, audiences, seconds, eventsPerSecond, events, sinkPort, maxBacklog, timed, settle);
    }

    public LoadOrder forSeconds(double howLong) {
        return new LoadOrder(types, to, howLong, eventsPerSecond, events, sinkPort, maxBacklog, timed, settle);
    }

    public LoadOrder perSecond(double rate) {
        return new LoadOrder(types, to, seconds, rate, events, sinkPort, maxBacklog, timed, settle);
    }

    public LoadOrder events(long howMany) {
        return new LoadOrder(types, to, seconds, eventsPerSecond, howMany, sinkPort, maxBacklog, timed, settle);
    }

    public LoadOrder withBacklogUpTo(long deliveries, int port) {
        return new LoadOrder(types, to, seconds, eventsPerSecond, events, port, deliveries, timed, settle);
    }

    public LoadOrder untimed() {
        return new LoadOrder(types, to, seconds, eventsPerSecond, events, sinkPort, maxBacklog, false, settle);
    }

    public LoadOrder untilSettled(String... audiences) {
        return new LoadOrder(
                types, to, seconds, eventsPerSecond, events, sinkPort, maxBacklog, timed, List.of(audiences));
    }

    public Message message() {
        return Message.about(ABOUT)
                .with("types", types)
                .with("to", to)
                .with("seconds", seconds)
                .with("rate", eventsPerSecond)
                .with("events", events)
                .with("sink", sinkPort)
                .with("backlog", maxBacklog)
                .with("timed", timed)
                .with("settle", settle);
    }

    static LoadOrder from(Message message) {
        return new LoadOrder(
                message.list("types"),
                message.list("to"),
                message.decimal("seconds"),
                message.decimal("rate"),
                message.number("events"),
                (int) message.number("sink"),
                message.number("backlog"),
                message.flag("timed"),
                message.list("settle"));
    }
}
