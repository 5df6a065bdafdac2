package io.processheat.webhook.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command line of the runtime. */
@Command(
        name = "run",
        description = "Runs Process Heat Webhooks in the foreground. SIGTERM or Ctrl-C stops it in order.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Environment: WEBHOOK_ADMIN_TOKEN sets the token of the API; JAVA_OPTS replaces the options of the JVM.",
            "Everything else is configured in conf/webhooks.json."
        })
public final class Main implements Callable<Integer> {

    static final int CANNOT_START = 1;

    @Option(names = "--host", paramLabel = "H", description = "address to listen on (default: 127.0.0.1)")
    private String host;

    @Option(names = "--port", paramLabel = "N", description = "port to listen on, 0 for any free one (default: 8080)",
            converter = PortConverter.class)
    private Integer port;

    @Option(names = "--data", paramLabel = "DIR", description = "folder for everything that is written (default: data)")
    private Path data = Path.of("data");

    @Option(names = "--allow", paramLabel = "CIDR", converter = NetworkConverter.class,
            description = "network that webhooks may point to although it is not public, and over plain http:"
                    + " 10.20.0.0/16, ... Repeatable")
    private List<String> allow = List.of();

    @ArgGroup(exclusive = false)
    private Demo demo;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "shows this help")
    private boolean help;

    /** The rate belongs to the demo: without --demo it is refused. */
    static final class Demo {
        @Option(names = "--demo", required = true,
                description = "adds a simulated furnace that posts events and a receiver that checks them")
        boolean on;

        @Option(names = "--rate", paramLabel = "EVENTS_PER_SECOND", description = "events of the furnace (default: 2)",
                converter = RateConverter.class)
        double rate = 2;
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main())
                .setParameterExceptionHandler(Main::refuse)
                .execute(arguments));
    }

    private static int refuse(ParameterException refusal, String[] arguments) {
        System.err.println(refusal.getMessage());
        System.err.println("--help shows what it takes.");
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public Integer call() throws Exception {
        Home home = Home.ofThisProgram();
        Overrides overrides = new Overrides(host, port, allow, demo == null ? null : demo.rate);
        try (DataFolder folder = DataFolder.open(data)) {
            return new WebhookRuntime(home, folder, overrides).run();
        } catch (StartException refusal) {
            System.err.println(refusal.getMessage());
            return CANNOT_START;
        }
    }
}
