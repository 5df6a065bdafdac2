package io.processheat.benchmark.run;

import io.processheat.benchmark.alarm.AlarmSection;
import io.processheat.benchmark.bench.Bench;
import io.processheat.benchmark.bench.Section;
import io.processheat.benchmark.fanout.FanOutSection;
import io.processheat.benchmark.heap.HeapSection;
import io.processheat.benchmark.isolation.IsolationSection;
import io.processheat.benchmark.matching.MatchingSection;
import io.processheat.benchmark.start.StartSection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Runs the sections one after the other, prints their tables, and writes the page where all of them were run and none failed. */
public final class Benchmark {

    private static final List<Section> SECTIONS = List.of(
            new FanOutSection(),
            new HeapSection(),
            new StartSection(),
            new MatchingSection(),
            new IsolationSection(),
            new AlarmSection());

    private static final int OWN_ARGUMENTS = 4;

    private Benchmark() {}

    /** Arguments: folder of the runtime, folder for what is written, file of the report, version, then the options. */
    public static void main(String[] arguments) throws Exception {
        // The page is English wherever it is written.
        Locale.setDefault(Locale.ROOT);
        Options options;
        try {
            List<String> words = Arrays.asList(arguments).subList(OWN_ARGUMENTS, arguments.length);
            options = Options.parse(words, SECTIONS.stream().map(Section::name).toList());
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
            return;
        }
        Machine machine = Machine.ofThis();
        Run run = run(Path.of(arguments[0]), Path.of(arguments[1]), options);
        run.findings().forEach(each -> System.out.println("\n" + each.title() + "\n\n" + each.tables()));
        System.out.println("It took " + Report.spoken(run.took()) + ".");
        if (!run.complete()) {
            System.exit(1);
        } else if (options.isWhole()) {
            Files.writeString(Path.of(arguments[2]), new Report(machine, run, arguments[3]).markdown());
        }
    }

    private static Run run(Path runtime, Path work, Options options) throws Exception {
        List<Section> chosen =
                SECTIONS.stream().filter(section -> options.includes(section.name())).toList();
        try (Bench bench = new Bench(runtime, work, options.seconds(), options.repetitions())) {
            return Run.of(chosen, bench);
        }
    }
}
