package io.processheat.benchmark.sink;

/**
 * What a sink has counted.
 *
 * @param received requests
 * @param firstNanos {@link System#nanoTime()} of the first one; 0 where there was none
 * @param timed requests that carried the time of their publishing
 * @param p50Micros from publishing to receiving, of these; 0 where there were none
 */
public record SinkCount(long received, long firstNanos, long timed, long p50Micros, long p99Micros) {

    static SinkCount parse(String text) {
        String[] parts = text.split(" ");
        return new SinkCount(
                Long.parseLong(parts[0]),
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]));
    }

    String text() {
        return received + " " + firstNanos + " " + timed + " " + p50Micros + " " + p99Micros;
    }
}
