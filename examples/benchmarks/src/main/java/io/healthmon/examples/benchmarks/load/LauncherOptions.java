package io.healthmon.examples.benchmarks.load;

import java.util.List;

/** The options that {@code ./healthmon} gives the JVM; a test holds them against the script. */
final class LauncherOptions {

    static final List<String> ALL = List.of(
            "-Xss512k",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.util.concurrent.ForkJoinPool.common.parallelism=2",
            "-Djava.awt.headless=true",
            "-Dfile.encoding=UTF-8",
            "-Xms32m",
            "-Xmx512m",
            "-XX:+UseSerialGC");

    private LauncherOptions() {}

    /** These, but where {@code own} speaks of the heap or the collector, as the launcher does it. */
    static List<String> with(List<String> own) {
        boolean heap = own.stream().anyMatch(option -> option.matches("-Xm[sx].*"));
        boolean collector = own.stream().anyMatch(option -> option.matches("-XX:\\+Use.*GC"));
        return java.util.stream.Stream.concat(
                        ALL.stream()
                                .filter(option -> !(heap && option.matches("-Xm[sx].*")))
                                .filter(option -> !(collector && option.matches("-XX:\\+Use.*GC"))),
                        own.stream())
                .toList();
    }
}
