package io.healthmon.examples.benchmarks.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A process and all that came of it, as Linux's {@code /proc} tells. Thread-safe.
 *
 * @param root its process number
 */
public record ProcessTree(long root) {

    /** USER_HZ: what the kernel counts in, on every platform that it shows to programs. */
    private static final double TICKS_PER_SECOND = 100;

    private static final double KILOBYTES_PER_MEGABYTE = 1024;

    // Fields of /proc/<pid>/stat, counted from the state, which follows the name in parentheses.
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;

    /** This process. */
    public static ProcessTree self() {
        return new ProcessTree(ProcessHandle.current().pid());
    }

    /** CPU time so far, of those that have ended since too, in seconds, to 10 ms each. */
    public double cpuSeconds() {
        return processes().mapToLong(ProcessTree::ticks).sum() / TICKS_PER_SECOND;
    }

    /** Memory that is the tree's own, and its share of what it shares with others (PSS), in MB. */
    public double proportionalMegabytes() {
        return processes()
                        .mapToLong(pid -> kilobytes(pid, "smaps_rollup", "Pss:"))
                        .sum()
                / KILOBYTES_PER_MEGABYTE;
    }

    /** Resident memory of the root alone, in MB. */
    public double residentMegabytes() {
        return kilobytes(root, "status", "VmRSS:") / KILOBYTES_PER_MEGABYTE;
    }

    /** The most that the root alone has ever had resident, in MB. */
    public double peakResidentMegabytes() {
        return kilobytes(root, "status", "VmHWM:") / KILOBYTES_PER_MEGABYTE;
    }

    private Stream<Long> processes() {
        return ProcessHandle.of(root).stream()
                .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
                .map(ProcessHandle::pid);
    }

    private static long ticks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Long.parseLong(fields[USER])
                    + Long.parseLong(fields[SYSTEM])
                    + Long.parseLong(fields[CHILDREN_USER])
                    + Long.parseLong(fields[CHILDREN_SYSTEM]);
        } catch (IOException gone) {
            return 0; // Its parent, who waited for it, counts it now.
        }
    }

    private static long kilobytes(long pid, String file, String key) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), file))) {
            return lines.filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException gone) {
            return 0;
        }
    }
}
