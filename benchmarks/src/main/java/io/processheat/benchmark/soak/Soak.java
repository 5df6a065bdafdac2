package io.processheat.benchmark.soak;

import io.processheat.benchmark.bench.Bench;
import io.processheat.benchmark.run.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Runs the soak, prints what it came to, and writes the page where nothing grew and nothing was lost. */
public final class Soak {

    private static final int OWN_ARGUMENTS = 5;
    private static final int USUAL_MINUTES = 10;

    private Soak() {}

    /**
     * Arguments: folder of the runtime, folder for what is written, file of the page, version, the quota in MiB that the
     * runtime is configured with, then the options.
     */
    public static void main(String[] arguments) throws Exception {
        // The page is English wherever it is written.
        Locale.setDefault(Locale.ROOT);
        int minutes;
        try {
            minutes = minutes(Arrays.asList(arguments).subList(OWN_ARGUMENTS, arguments.length));
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
            return;
        }
        Machine machine = Machine.ofThis();
        Plan plan = Plan.hourIn(Duration.ofMinutes(minutes), Integer.parseInt(arguments[4]));
        SoakResult result;
        try (Bench bench = new Bench(Path.of(arguments[0]), Path.of(arguments[1]), minutes * 60, 1)) {
            result = new SoakRun(bench, plan).run();
        }
        SoakPage page = new SoakPage(result);
        System.out.println("\n" + page.tables());
        result.troubles().forEach(trouble -> System.out.println("FAILED: " + trouble));
        if (!result.troubles().isEmpty()) {
            System.exit(1);
        }
        Files.writeString(Path.of(arguments[2]), page.markdown(machine.table(arguments[3])));
    }

    /** In fewer, the webhook that is slow gets more than it can take. */
    static int minutes(List<String> words) {
        if (words.isEmpty()) {
            return USUAL_MINUTES;
        }
        if (words.size() != 2 || !words.get(0).equals("--minutes") || !words.get(1).matches("[4-9]|[1-5][0-9]|60")) {
            throw new IllegalArgumentException("There is one option: --minutes 4 to 60");
        }
        return Integer.parseInt(words.get(1));
    }
}
