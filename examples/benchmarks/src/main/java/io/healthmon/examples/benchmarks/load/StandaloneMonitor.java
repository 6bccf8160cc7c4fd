package io.healthmon.examples.benchmarks.load;

import io.healthmon.HealthTarget;
import io.healthmon.check.http.HttpSpec;
import io.healthmon.examples.benchmarks.machine.ChildJvm;
import io.healthmon.examples.benchmarks.machine.PostgresServer;
import io.healthmon.examples.benchmarks.machine.ProcessTree;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The packaged jar, with its REST API and its own embedded PostgreSQL, configured by a file as users do. Checks under way are
 * given up when it is told to stop, so that a few answers may be missing from the table.
 */
final class StandaloneMonitor implements Monitored {

    private static final String JAR = "healthmon-javalin/target/healthmon-standalone.jar";
    private static final int START_SECONDS = 120;

    private final ChildJvm jvm;
    private final Path dataDir;
    private final Optional<ProcessTree> database;
    private Optional<PostgresServer> server = Optional.empty();

    private StandaloneMonitor(ChildJvm jvm, Path dataDir, Optional<ProcessTree> database) {
        this.jvm = jvm;
        this.dataDir = dataDir;
        this.database = database;
    }

    static StandaloneMonitor start(LoadOptions options, Plan plan, Path dataDir) throws IOException {
        Path jar = Path.of(System.getProperty("healthmon.home", "."), JAR);
        if (!Files.isRegularFile(jar)) {
            throw new IOException(jar + " is not there: run examples/benchmarks/bench, which builds it");
        }
        int port = freePort();
        Path file = Files.createDirectories(dataDir).resolve("healthmon.yml");
        Files.writeString(file, yaml(options, plan, dataDir, port));
        ChildJvm jvm = ChildJvm.start(
                options.java(),
                options.javaOptions(),
                List.of("-jar", jar.toString(), "run", "--config", file.toString()));
        try {
            awaitHealth(port);
            return new StandaloneMonitor(
                    jvm,
                    dataDir,
                    options.stored() ? Optional.of(new ProcessTree(PostgresServer.pid(dataDir))) : Optional.empty());
        } catch (IOException | RuntimeException e) {
            jvm.terminate();
            throw e;
        }
    }

    private static String yaml(LoadOptions options, Plan plan, Path dataDir, int port) {
        StringBuilder text = new StringBuilder()
                .append("server:\n  port: ")
                .append(port)
                .append("\ndatabase:\n  url: ")
                .append(options.stored() ? "embedded" : "memory")
                .append("\ndata-dir: ")
                .append(dataDir)
                .append("\ndefaults:\n  interval: ")
                .append(plan.intervalMillis())
                .append("ms\n  timeout: ")
                .append(plan.timeoutMillis())
                .append("ms\nservices:\n");
        for (HealthTarget target : plan.targets()) {
            text.append("  ")
                    .append(target.name())
                    .append(":\n    url: ")
                    .append(((HttpSpec) target.spec()).uri())
                    .append('\n');
        }
        return text.toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void awaitHealth(int port) throws IOException {
        long deadline = System.nanoTime() + START_SECONDS * 1_000_000_000L;
        while (!healthy(port)) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("the monitor does not answer after " + START_SECONDS + " s");
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static boolean healthy(int port) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/health").toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(1_000);
            return connection.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public ProcessTree monitor() {
        return new ProcessTree(jvm.pid());
    }

    @Override
    public Optional<ProcessTree> database() {
        return database;
    }

    @Override
    public Optional<MonitorFigures> figures() {
        return Optional.empty();
    }

    @Override
    public OptionalLong usedHeap() {
        return OptionalLong.empty();
    }

    @Override
    public void drain() throws IOException {
        jvm.terminate();
        if (database.isPresent()) {
            server = Optional.of(PostgresServer.start(dataDir));
        }
    }

    @Override
    public Optional<PostgresServer> server() {
        return server;
    }

    @Override
    public void close() {
        jvm.terminate();
        server.ifPresent(PostgresServer::close);
    }
}
