package io.healthmon.examples.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How many files and sockets a process may have open; a JVM takes all that it may. */
final class FileHandles {

    /** Libraries, the farm's own sockets, and the checks under way. */
    static final int FOR_THE_REST = 2_000;

    private FileHandles() {}

    /**
     * @throws IllegalStateException if a process may have fewer than {@code count}: how to allow more
     */
    static void require(int count) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/limits"))) {
            String[] words = lines.filter(line -> line.startsWith("Max open files"))
                    .findFirst()
                    .map(line -> line.split("\\s+"))
                    .orElse(new String[0]);
            if (words.length > 4 && !words[4].equals("unlimited") && Long.parseLong(words[4]) < count) {
                throw new IllegalStateException("this run needs " + count + " file handles for a process, and "
                        + words[4] + " are allowed: raise them with ulimit -Hn " + count + "; ulimit -n " + count);
            }
        } catch (IOException e) {
            throw new IllegalStateException("/proc/self/limits can't be read", e);
        }
    }
}
