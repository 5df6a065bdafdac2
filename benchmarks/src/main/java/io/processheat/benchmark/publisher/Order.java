package io.processheat.benchmark.publisher;

/**
 * A load to put on the engine.
 *
 * @param path at the sink
 * @param eventsPerSecond 0: as many as the engine takes
 * @param maxBacklog acknowledged deliveries that may not have reached the sink
 */
public record Order(int sinkPort, String path, int fanOut, double seconds, double eventsPerSecond, long maxBacklog) {

    String url() {
        return "http://127.0.0.1:" + sinkPort + path;
    }

    public String line() {
        return sinkPort + " " + path + " " + fanOut + " " + seconds + " " + eventsPerSecond + " " + maxBacklog;
    }

    static Order parse(String line) {
        String[] parts = line.split(" ");
        return new Order(
                Integer.parseInt(parts[0]),
                parts[1],
                Integer.parseInt(parts[2]),
                Double.parseDouble(parts[3]),
                Double.parseDouble(parts[4]),
                Long.parseLong(parts[5]));
    }
}
