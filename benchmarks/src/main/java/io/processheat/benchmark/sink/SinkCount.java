package io.processheat.benchmark.sink;

/**
 * What a sink has counted.
 *
 * @param received requests
 * @param p50Micros from publishing to receiving, of the requests that carried their time; 0 where none did
 */
public record SinkCount(long received, long p50Micros, long p99Micros) {

    static SinkCount parse(String text) {
        String[] parts = text.split(" ");
        return new SinkCount(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }
}
