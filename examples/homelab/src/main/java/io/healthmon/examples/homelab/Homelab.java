package io.healthmon.examples.homelab;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The homelab: stream-bot, discord-bot, minio and redis, each on a loopback port and each switchable, and a control port that
 * switches them over HTTP. Thread-safe; runs until closed.
 */
public final class Homelab implements AutoCloseable {

    private final Map<String, Running> services = new LinkedHashMap<>();
    private final ControlServer control;

    private Homelab(int basePort, Duration slowness) throws IOException {
        List<SimulatedService> all = List.of(
                new StreamBot(new Gate(slowness)),
                new DiscordBot(new Gate(slowness)),
                new Minio(new Gate(slowness)),
                new Redis(new Gate(slowness)));
        try {
            for (SimulatedService service : all) {
                int port = basePort == 0 ? 0 : basePort + services.size() + 1;
                services.put(service.name(), new Running(service, new SwitchablePort(service, port)));
            }
            control = new ControlServer(this, basePort);
        } catch (IOException | RuntimeException e) {
            closeServices();
            throw e;
        }
    }

    /**
     * Starts everything, healthy.
     *
     * @param basePort the control port; the services take the ports that follow, in the order of {@link #addresses()}. Zero
     *     takes any that are free
     * @throws IOException if a port is taken
     */
    public static Homelab start(int basePort) throws IOException {
        return start(basePort, Gate.DEFAULT_SLOWNESS);
    }

    /** As {@link #start(int)}, with the delay of {@link Mode#SLOW}; default 1.5 s. */
    public static Homelab start(int basePort, Duration slowness) throws IOException {
        return new Homelab(basePort, slowness);
    }

    /** What a monitor is pointed at: service to URL. */
    public Map<String, URI> addresses() {
        Map<String, URI> addresses = new LinkedHashMap<>();
        services.forEach((name, running) ->
                addresses.put(name, running.service().address(running.port().number())));
        return Collections.unmodifiableMap(addresses);
    }

    /** Where services are switched over HTTP. */
    public URI control() {
        return URI.create("http://127.0.0.1:" + control.port() + "/");
    }

    /** How a service behaves now. */
    public Mode mode(String service) {
        return running(service).service().gate().mode();
    }

    /**
     * Breaks or repairs a service. When it returns, the service behaves so.
     *
     * @throws IllegalArgumentException if there is no such service
     * @throws IOException if a closed port can't be opened again
     */
    public void set(String service, Mode mode) throws IOException {
        running(service).port().set(mode);
    }

    /** Closes all ports. */
    @Override
    public void close() {
        control.close();
        closeServices();
    }

    private void closeServices() {
        services.values().forEach(running -> running.port().close());
    }

    private Running running(String service) {
        Running running = services.get(service);
        if (running == null) {
            throw new IllegalArgumentException(
                    "Unknown service: " + service + "; there are " + String.join(", ", services.keySet()));
        }
        return running;
    }

    private record Running(SimulatedService service, SwitchablePort port) {}
}
