package io.healthmon.javalin.standalone.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs PostgreSQL's own programs, each bounded in time. The only class here that starts processes. */
final class Commands {

    /**
     * How a program ended.
     *
     * @param exit its exit code; empty if it was killed for taking too long
     * @param output the end of what it printed
     */
    record Result(Optional<Integer> exit, String output) {
        boolean ok() {
            return exit.isPresent() && exit.get() == 0;
        }
    }

    private final Path folder;
    private final Path log;

    /** Output goes through a file: a pipe would be inherited by the server, and never end. */
    Commands(Path folder, Path log) {
        this.folder = folder;
        this.log = log;
    }

    /** Runs a program; one that cannot be started ends as one that failed. Blocks for {@code limit} at most. */
    Result run(Duration limit, List<String> prefix, List<String> command) {
        List<String> line = new ArrayList<>(prefix);
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        String path = environment.getOrDefault("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        // What is set for other servers (PGPORT, PGDATA, PGOPTIONS …) and other languages must not reach this one.
        environment.clear();
        environment.put("PATH", path);
        environment.put("LC_ALL", "C");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return await(process, limit);
        } catch (IOException e) {
            return new Result(Optional.of(127), "error: " + line.get(0) + " cannot be run");
        }
    }

    private Result await(Process process, Duration limit) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Result(Optional.of(process.exitValue()), Failures.tail(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        return new Result(Optional.empty(), Failures.tail(log));
    }
}
