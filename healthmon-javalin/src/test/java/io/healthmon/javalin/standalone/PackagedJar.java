package io.healthmon.javalin.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The jar as users get it, started as a process of its own. */
final class PackagedJar implements AutoCloseable {

    private static final Path JAR = Path.of("target", "healthmon-standalone.jar");

    private final Process process;
    private final Path out;
    private final Path err;

    private PackagedJar(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts it in {@code dir} with these arguments; its output goes to files there. */
    static PackagedJar start(Path dir, List<String> jvmOptions, String... arguments) throws IOException {
        return start(dir, Map.of(), jvmOptions, arguments);
    }

    /** The same with these variables in its environment. */
    static PackagedJar start(Path dir, Map<String, String> environment, List<String> jvmOptions, String... arguments)
            throws IOException {
        assertThat(JAR).as("the packaged jar, made by mvn package").exists();
        Path out = Files.createTempFile(dir, "out", ".txt");
        Path err = Files.createTempFile(dir, "err", ".txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", JAR.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        return new PackagedJar(builder.start(), out, err);
    }

    /** Runs it to its end. */
    static Ended run(Path dir, String... arguments) throws IOException, InterruptedException {
        try (PackagedJar jar = start(dir, List.of(), arguments)) {
            return jar.ended();
        }
    }

    /** How it ended, and what it printed. */
    record Ended(int code, String out, String err) {}

    Ended ended() throws IOException, InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
        return new Ended(process.exitValue(), out(), err());
    }

    /** How it ended, which it must within this time. */
    Ended endedWithin(Duration limit) throws IOException, InterruptedException {
        assertThat(process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS))
                .as("it ends within %s", limit)
                .isTrue();
        return new Ended(process.exitValue(), out(), err());
    }

    /** What the JVM's own tool finds in it: {@code Thread.print} and the like. */
    String diagnosed(String... command) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        line.add(String.valueOf(process.pid()));
        line.addAll(List.of(command));
        Process tool = new ProcessBuilder(line).redirectErrorStream(true).start();
        return new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    boolean alive() {
        return process.isAlive();
    }

    String out() throws IOException {
        return Files.readString(out);
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** SIGKILL: nothing of it runs any more when this returns. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
