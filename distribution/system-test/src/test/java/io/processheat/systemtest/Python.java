package io.processheat.systemtest;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs the scripts among the test resources. */
final class Python {

    private Python() {}

    /** What the script prints of the standard input; aborts the test where there is no Python. */
    static String run(String script, byte[] input, String... arguments) throws IOException, URISyntaxException {
        String file = Path.of(Python.class.getResource("/" + script).toURI()).toString();
        Process process = start(Stream.concat(Stream.of("python3", file), Stream.of(arguments)).toList());
        try (OutputStream stream = process.getOutputStream()) {
            stream.write(input);
        }
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /** The exit code of the script and what it prints; aborts the test where there is no Python. */
    static String judge(String script, String... arguments) throws IOException, URISyntaxException, InterruptedException {
        String file = Path.of(Python.class.getResource("/" + script).toURI()).toString();
        Process process = start(Stream.concat(Stream.of("python3", file), Stream.of(arguments)).toList());
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() + " " + output;
    }

    private static Process start(List<String> command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException absent) {
            return abort("no Python here: " + absent.getMessage());
        }
    }
}
