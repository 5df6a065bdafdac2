package io.processheat.webhook.core.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks a real Python what the canonical form of texts is. */
final class Python {

    private Python() {}

    /** One answer per text, empty where Python refuses it. */
    static List<Optional<String>> canonical(List<byte[]> texts, Path folder) throws IOException, InterruptedException {
        Path script = folder.resolve("canonical.py");
        try (InputStream source = Python.class.getResourceAsStream("/canonical.py")) {
            Files.write(script, source.readAllBytes());
        }
        List<String> lines = texts.stream().map(Base64.getEncoder()::encodeToString).toList();
        Path in = Files.write(folder.resolve("in"), lines, US_ASCII);
        Path out = folder.resolve("out");
        run(script, in, out);
        return Files.readAllLines(out, US_ASCII).stream().map(Python::answer).toList();
    }

    private static void run(Path script, Path in, Path out) throws IOException, InterruptedException {
        Process python;
        try {
            python = new ProcessBuilder("python3", script.toString())
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            abort("no python3 here: " + e.getMessage());
            return;
        }
        if (!python.waitFor(60, TimeUnit.SECONDS)) {
            python.destroyForcibly();
            throw new IOException("python3 did not end");
        }
        if (python.exitValue() != 0) {
            throw new IOException("python3 ended with " + python.exitValue());
        }
    }

    private static Optional<String> answer(String line) {
        return line.equals("-") ? Optional.empty() : Optional.of(new String(Base64.getDecoder().decode(line), US_ASCII));
    }
}
