package io.healthmon.examples.benchmarks.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What figures were taken on. */
public final class Machine {

    private static final long GIGABYTE = 1L << 30;

    private Machine() {}

    /** Adds the machine to a report: processors, memory, system. */
    public static void describe(Report report) {
        report.section("machine");
        report.line("processors", "%d × %s", Runtime.getRuntime().availableProcessors(), cpuModel());
        report.line("memory", "%d GB", memoryBytes() / GIGABYTE);
        report.line("system", "%s, Linux %s", distribution(), System.getProperty("os.version"));
    }

    /** What {@code java -version} says of its runtime. */
    public static String version(String java) {
        try {
            Process process = new ProcessBuilder(java, "-version")
                    .redirectErrorStream(true)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(10, TimeUnit.SECONDS);
            return text.lines().limit(2).reduce((first, second) -> second).orElse("unknown");
        } catch (IOException e) {
            throw new IllegalStateException("can't run " + java, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String cpuModel() {
        return value(Path.of("/proc/cpuinfo"), "model name", ":");
    }

    private static String distribution() {
        return value(Path.of("/etc/os-release"), "PRETTY_NAME", "=").replace("\"", "");
    }

    private static long memoryBytes() {
        String kilobytes = value(Path.of("/proc/meminfo"), "MemTotal", ":").replaceAll("\\D", "");
        return kilobytes.isEmpty() ? 0 : Long.parseLong(kilobytes) * 1024;
    }

    private static String value(Path file, String key, String separator) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key) && line.contains(separator))
                    .map(line -> line.substring(line.indexOf(separator) + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
