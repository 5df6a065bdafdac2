package io.processheat.benchmark.soak;

import io.processheat.benchmark.publisher.PlantMix;
import io.processheat.benchmark.publisher.PlantOrder;
import java.time.Duration;

/**
 * How much is posted, how fast, and into how small a store.
 *
 * @param sections after each of which samples are taken
 * @param eventsPerSection so that samples are taken after the same number of events, however fast the machine
 * @param readingBytes size of a calculation's payload, about
 * @param quotaMebibytes that the runtime is configured with
 */
public record Plan(int sections, long eventsPerSection, double eventsPerSecond, int readingBytes, int quotaMebibytes) {

    /** What is taken for a busy plant: a hundred agents that report every second. */
    static final int EVENTS_PER_SECOND_OF_THE_PLANT = 100;

    private static final long HOUR_EVENTS = EVENTS_PER_SECOND_OF_THE_PLANT * 3_600L;
    private static final int HOUR_SECTIONS = 30;
    private static final int READING_BYTES = 1 << 10;
    /** Of the time; samples are taken in the rest. */
    private static final double POSTING = 0.97;

    private static final int BRIEF_SECTIONS = 12;
    private static final int BRIEF_SECTION_EVENTS = 800;
    private static final double BRIEF_EVENTS_PER_SECOND = 1_000;
    private static final int LARGE_READING_BYTES = 14 << 10;

    private static final int SECTION_TO_UNDER_WAY = 10;
    private static final int SECTION_TO_PAUSE = 4;
    private static final int PAUSE_TO_DEADLINE = 4;

    /** A busy plant's hour in a few minutes, samples included. */
    public static Plan hourIn(Duration time, int quotaMebibytes) {
        double perSecond = HOUR_EVENTS * 1e3 / (POSTING * time.toMillis());
        return new Plan(HOUR_SECTIONS, HOUR_EVENTS / HOUR_SECTIONS, perSecond, READING_BYTES, quotaMebibytes);
    }

    /** Ten seconds with large payloads, which fills a small quota several times over. */
    public static Plan brief(int quotaMebibytes) {
        return new Plan(
                BRIEF_SECTIONS, BRIEF_SECTION_EVENTS, BRIEF_EVENTS_PER_SECOND, LARGE_READING_BYTES, quotaMebibytes);
    }

    long events() {
        return eventsThrough(sections - 1);
    }

    /** From the beginning to the end of a section, counted from 0. */
    long eventsThrough(int section) {
        return (section + 1) * eventsPerSection;
    }

    /** Events that a webhook need not have received when a section ends: some wait for a retry. */
    long maxUnderWay() {
        return eventsPerSection / SECTION_TO_UNDER_WAY;
    }

    /** What flows through, without what the store keeps beside it. */
    long payloadBytes() {
        return PlantMix.payloadBytes(events(), readingBytes);
    }

    long quotaBytes() {
        return (long) quotaMebibytes << 20;
    }

    /** The beginning of a section, which one webhook is paused for. */
    PlantOrder paused(int section) {
        return order(section * eventsPerSection, eventsPerSection / SECTION_TO_PAUSE);
    }

    PlantOrder resumed(int section) {
        PlantOrder paused = paused(section);
        return order(paused.first() + paused.events(), eventsPerSection - paused.events());
    }

    /** Of the pause. */
    Duration pause() {
        return Duration.ofMillis((long) (1e3 * eventsPerSection / SECTION_TO_PAUSE / eventsPerSecond));
    }

    /** Shorter than the pause: most events with a deadline that are posted meanwhile expire. */
    Duration deadline() {
        return pause().dividedBy(PAUSE_TO_DEADLINE);
    }

    private PlantOrder order(long first, long events) {
        return new PlantOrder(first, events, eventsPerSecond, readingBytes, deadline().toMillis());
    }
}
