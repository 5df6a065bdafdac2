package io.processheat.benchmark.sink;

/**
 * What one webhook's receiver has got.
 *
 * @param taken distinct events
 * @param repeated requests with an event that had been taken before
 * @param refused events whose first request was refused
 */
public record LedgerCount(long taken, long repeated, long refused) {

    static LedgerCount parse(String text) {
        String[] parts = text.split(" ");
        return new LedgerCount(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }

    String text() {
        return taken + " " + repeated + " " + refused;
    }
}
