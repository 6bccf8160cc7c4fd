package io.healthmon.examples.benchmarks.farm;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.healthmon.examples.benchmarks.Bench;
import io.healthmon.examples.benchmarks.machine.ChildJvm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A farm in a process of its own, so that its work is not counted as the monitor's. Closing it ends it. */
public final class FarmProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> OPTIONS = List.of("-Xms64m", "-Xmx512m", "-XX:+UseSerialGC");

    private final ChildJvm jvm;
    private final URI control;
    private final FarmState state;

    private FarmProcess(ChildJvm jvm) {
        this.jvm = jvm;
        control = URI.create(jvm.answer());
        state = get("/", FarmState.class);
    }

    /** Starts it. Blocks until it serves. */
    public static FarmProcess start(FarmOptions options) {
        List<String> arguments = new ArrayList<>(List.of(
                "farm",
                "--until-input-ends",
                "--sockets=" + options.sockets(),
                "--addresses=" + options.addresses(),
                "--threads=" + options.threads()));
        if (options.keepAlive()) {
            arguments.add("--keep-alive");
        }
        if (!options.numbered()) {
            arguments.add("--no-numbers");
        }
        return new FarmProcess(ChildJvm.start(ChildJvm.ourJava(), OPTIONS, Bench.class, arguments));
    }

    /** Its process. */
    public long pid() {
        return jvm.pid();
    }

    /** Where it listens. */
    public List<String> endpoints() {
        return state.endpoints();
    }

    /** An endpoint that refuses connections. */
    public String refusing() {
        return state.refusing();
    }

    /** What it was asked and served so far. */
    public FarmLedger ledger() {
        return get("/ledger", FarmLedger.class);
    }

    /** How many requests came in each 100 ms since the first one. */
    public int[] arrivals() {
        return get("/arrivals", int[].class);
    }

    private <T> T get(String path, Class<T> type) {
        try (InputStream body = control.resolve(path).toURL().openStream()) {
            return JSON.readValue(body, type);
        } catch (IOException e) {
            throw new UncheckedIOException("the farm's control port does not answer", e);
        }
    }

    @Override
    public void close() {
        jvm.close();
    }
}
