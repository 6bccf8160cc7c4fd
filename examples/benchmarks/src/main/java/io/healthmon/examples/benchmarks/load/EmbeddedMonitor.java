package io.healthmon.examples.benchmarks.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.healthmon.examples.benchmarks.machine.ChildJvm;
import io.healthmon.examples.benchmarks.machine.PostgresServer;
import io.healthmon.examples.benchmarks.machine.ProcessTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** {@link MonitorProgram} in a JVM of its own. */
final class EmbeddedMonitor implements Monitored {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Optional<PostgresServer> server;
    private final ChildJvm jvm;

    private EmbeddedMonitor(Optional<PostgresServer> server, ChildJvm jvm) {
        this.server = server;
        this.jvm = jvm;
    }

    static EmbeddedMonitor start(LoadOptions options, Plan plan, Path dataDir) throws IOException {
        Optional<PostgresServer> server =
                options.stored() ? Optional.of(PostgresServer.start(dataDir)) : Optional.empty();
        MonitorProgram.Order order = new MonitorProgram.Order(
                plan,
                server.map(it -> new MonitorProgram.Database(it.url(), it.user(), it.password()))
                        .orElse(null));
        ChildJvm jvm = ChildJvm.start(options.java(), options.javaOptions(), MonitorProgram.class, List.of());
        EmbeddedMonitor monitor = new EmbeddedMonitor(server, jvm);
        try {
            jvm.ask(new String(order.json(), StandardCharsets.UTF_8));
            return monitor;
        } catch (IOException | RuntimeException e) {
            monitor.close();
            throw e;
        }
    }

    @Override
    public ProcessTree monitor() {
        return new ProcessTree(jvm.pid());
    }

    @Override
    public Optional<ProcessTree> database() {
        return server.map(PostgresServer::processes);
    }

    @Override
    public Optional<MonitorFigures> figures() {
        try {
            return Optional.of(JSON.readValue(jvm.ask(MonitorProgram.FIGURES), MonitorFigures.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the monitor's figures can't be read", e);
        }
    }

    @Override
    public OptionalLong usedHeap() {
        return OptionalLong.of(Long.parseLong(jvm.ask(MonitorProgram.COLLECT)));
    }

    @Override
    public void drain() {
        jvm.ask(MonitorProgram.DRAIN);
    }

    @Override
    public Optional<PostgresServer> server() {
        return server;
    }

    @Override
    public void close() {
        jvm.close();
        server.ifPresent(PostgresServer::close);
    }
}
