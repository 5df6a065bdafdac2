package io.processheat.benchmark.bench;

import io.processheat.benchmark.publisher.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The reference: {@code wrk} posting the same body to the same sink. */
public final class Wrk {

    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern TROUBLE = Pattern.compile("(?m)^\\s*(Non-2xx.*|Socket errors.*)$");

    private final Path script;
    private final String url;

    Wrk(Path folder, int sinkPort) throws IOException {
        script = folder.resolve("post.lua");
        url = "http://127.0.0.1:" + sinkPort + "/";
        Files.writeString(script, """
                wrk.method = "POST"
                wrk.headers["Content-Type"] = "application/json"
                wrk.body = '%s'
                """.formatted(Payload.json()));
    }

    /**
     * What it did.
     *
     * @param cpuMicros its processor time for each request
     */
    public record Run(double perSecond, double cpuMicros) {}

    public Run run(int seconds) throws IOException, InterruptedException {
        double cpuBefore = CpuClock.ofEndedChildren();
        Process wrk = new ProcessBuilder("wrk", "-t1", "-c64", "-d" + seconds + "s", "-s", script.toString(), url)
                .redirectErrorStream(true)
                .start();
        String output = new String(wrk.getInputStream().readAllBytes());
        wrk.waitFor();
        double perSecond = rate(output);
        return new Run(perSecond, (CpuClock.ofEndedChildren() - cpuBefore) * 1e6 / (perSecond * seconds));
    }

    static double rate(String output) throws IOException {
        Matcher trouble = TROUBLE.matcher(output);
        Matcher rate = RATE.matcher(output);
        if (trouble.find() || !rate.find()) {
            throw new IOException("wrk says: " + output);
        }
        return Double.parseDouble(rate.group(1));
    }
}
