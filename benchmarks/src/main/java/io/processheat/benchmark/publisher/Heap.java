package io.processheat.benchmark.publisher;

import java.lang.management.ManagementFactory;

/**
 * The heap of this process after a collection.
 *
 * @param limit as it was given to the JVM, {@code -Xmx256m}
 */
public record Heap(long usedBytes, String limit) {

    static Heap collected() {
        // What the first one finalizes or clears, the second one frees.
        System.gc();
        System.gc();
        return new Heap(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), givenLimit());
    }

    private static String givenLimit() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-Xmx"))
                .reduce((former, latter) -> latter)
                .orElse("unlimited");
    }

    Message message() {
        return Message.about("done").with("used", usedBytes).with("limit", limit);
    }

    public static Heap from(Message message) {
        return new Heap(message.number("used"), message.text("limit"));
    }
}
