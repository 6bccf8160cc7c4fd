package io.healthmon.examples.benchmarks.rig;

import io.healthmon.examples.benchmarks.machine.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The packaged monitor as its users have it, configured by a file, in a process of its own that can be told to end, or killed.
 * Not thread-safe.
 */
public final class MonitorProcess implements AutoCloseable {

    private static final String JAR = "healthmon-javalin/target/healthmon-standalone.jar";
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final long END_SECONDS = 30;
    private static final List<String> OPTIONS =
            List.of("-Xms64m", "-Xmx512m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    private final Setup setup;
    private final Path config;
    private final Path log;
    private final Api api;
    private @Nullable Process process;

    /**
     * What to run.
     *
     * @param home the project's folder, where the jar is
     * @param folder where configuration, log and data are kept
     * @param databasePort where the database is reached
     * @param database who to be there
     * @param interval between two checks of a service
     * @param alerting who is told of alerts
     */
    public record Setup(
            Path home, Path folder, int databasePort, ClusterTemplate database, Duration interval, Alerting alerting) {}

    /** One that is not started yet. */
    public MonitorProcess(Setup setup, Services services) throws IOException {
        this.setup = setup;
        if (!Files.isRegularFile(jar())) {
            throw new IOException(jar() + " is not there: mvn package makes it");
        }
        int port = Ports.choose();
        api = new Api(port);
        Files.createDirectories(setup.folder());
        log = setup.folder().resolve("monitor.log");
        config = Files.writeString(setup.folder().resolve("healthmon.yml"), yaml(port, services));
    }

    private Path jar() {
        return setup.home().resolve(JAR);
    }

    private String yaml(int port, Services services) {
        StringBuilder yaml = new StringBuilder("""
                server: { port: %d }
                database: { url: "jdbc:postgresql://127.0.0.1:%d/postgres", user: %s, password: "%s" }
                data-dir: "%s"
                spool-max: 64MB
                defaults: { interval: %dms, timeout: %dms }
                %sservices:
                """.formatted(
                        port,
                        setup.databasePort(),
                        setup.database().user(),
                        setup.database().password(),
                        setup.folder().resolve("data"),
                        setup.interval().toMillis(),
                        setup.interval().toMillis() * 9 / 10,
                        setup.alerting().yaml()));
        int critical = setup.alerting().critical();
        for (String service : services.names()) {
            yaml.append("  ")
                    .append(service)
                    .append(": { url: \"")
                    .append(services.url(service))
                    .append(critical-- > 0 ? "\", critical: true }\n" : "\" }\n");
        }
        return yaml.toString();
    }

    /** Starts it; it answers later. */
    public void start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ChildJvm.ourJava());
        command.addAll(OPTIONS);
        command.addAll(List.of("-jar", jar().toString(), "run", "--config", config.toString()));
        process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Waits until it answers. */
    public void awaitReady() throws IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (api.get("/health").code() != 200) {
            if (System.nanoTime() - deadline > 0 || process == null || !process.isAlive()) {
                throw new IOException("the monitor does not start: " + tail());
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private String tail() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }

    /** SIGTERM; waits until it has ended, which must be as planned. */
    public void terminate() throws IOException {
        Process running = process;
        if (running == null) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the monitor does not end within " + END_SECONDS + " s after SIGTERM");
            }
            if (running.exitValue() != 0) {
                throw new IOException("the monitor ended with " + running.exitValue() + " after SIGTERM: " + tail());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** SIGKILL; nothing of it runs any more when this returns. */
    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().onExit().join();
        }
    }

    /** True while it runs. */
    public boolean alive() {
        return process != null && process.isAlive();
    }

    /** Its process number; once it was started. */
    public long pid() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("it was not started");
        }
        return running.pid();
    }

    /** Its API. */
    public Api api() {
        return api;
    }

    /** Where its own words are. */
    public Path log() {
        return log;
    }

    @Override
    public void close() {
        kill();
    }
}
