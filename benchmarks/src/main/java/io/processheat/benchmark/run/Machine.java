package io.processheat.benchmark.run;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;

/** Where it was measured. */
public record Machine(String cpu, int cores, long memoryMebibytes, String jdk, String kernel, double loadBefore) {

    public static Machine ofThis() throws IOException {
        return new Machine(
                cpuModel(),
                Runtime.getRuntime().availableProcessors(),
                memoryBytes() >> 20,
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** With the date of now. */
    public String table(String version) {
        return """
                | | |
                |---|---|
                | date | %s |
                | version | %s |
                | processor | %s, %d cores, shared by all that ran |
                | memory | %,d MiB |
                | JVM | %s |
                | system | %s |
                | load average before the run | %.2f |
                """.formatted(
                        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").format(ZonedDateTime.now(ZoneOffset.UTC)),
                        version,
                        cpu,
                        cores,
                        memoryMebibytes,
                        jdk,
                        kernel,
                        loadBefore);
    }

    private static long memoryBytes() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    private static String cpuModel() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown processor");
        }
    }
}
