package io.healthmon.javalin.page;

import io.healthmon.HealthMonitor;
import io.healthmon.HealthTarget;
import io.healthmon.access.AccessStore;
import io.healthmon.access.InMemoryAccessStore;
import io.healthmon.access.Role;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.javalin.HealthMonitorConfig;
import io.healthmon.javalin.HealthMonitorHost;
import io.healthmon.javalin.TestMonitor;
import io.healthmon.javalin.TestPeople;
import io.healthmon.store.InMemoryStore;
import io.healthmon.time.MonitorClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A host with pages, over a monitor of functions that a test breaks and mends. */
public final class TestSite implements AutoCloseable {

    private final Map<String, AtomicReference<ProbeResult>> results;
    private final HealthMonitor monitor;
    private final HealthMonitorHost host;
    private final AccessStore access = new InMemoryAccessStore();
    private final Optional<TestPeople> people;

    private TestSite(Builder builder) {
        this.results = Map.copyOf(builder.results);
        this.monitor =
                TestMonitor.start(new InMemoryStore(), builder.monitor, builder.targets.toArray(HealthTarget[]::new));
        HealthMonitorConfig.Builder config = HealthMonitorConfig.builder().page(true);
        if (builder.closed) {
            config.access(access);
            this.people =
                    Optional.of(new TestPeople(access, MonitorClock.system().wall()));
        } else {
            config.open(true);
            this.people = Optional.empty();
        }
        builder.config.accept(config);
        this.host = HealthMonitorHost.builder(monitor)
                .port(0)
                .config(config.build())
                .start();
    }

    /** Its services come first. */
    public static Builder builder() {
        return new Builder();
    }

    /** What is watched, and how the host is. */
    public static final class Builder {
        private final Map<String, AtomicReference<ProbeResult>> results = new LinkedHashMap<>();
        private final List<HealthTarget> targets = new ArrayList<>();
        private Consumer<HealthMonitor.Builder> monitor = it -> {};
        private Consumer<HealthMonitorConfig.Builder> config = it -> {};
        private boolean closed;

        /** A service that is healthy until a test says otherwise. */
        public Builder service(String name) {
            return service(name, it -> it);
        }

        /** One with more to it. */
        public Builder service(String name, UnaryOperator<HealthTarget.Builder> more) {
            AtomicReference<ProbeResult> result = new AtomicReference<>(ProbeResult.healthy());
            results.put(name, result);
            targets.add(more.apply(HealthTarget.custom(name, result::get)
                            .interval(Duration.ofDays(30))
                            .timeout(Duration.ofSeconds(10)))
                    .build());
            return this;
        }

        /** More about the monitor. */
        public Builder monitor(Consumer<HealthMonitor.Builder> more) {
            monitor = more;
            return this;
        }

        /** More about the host. */
        public Builder config(Consumer<HealthMonitorConfig.Builder> more) {
            config = more;
            return this;
        }

        /** Only who is logged in gets in; otherwise whoever calls may do everything. */
        public Builder closed() {
            closed = true;
            return this;
        }

        public TestSite start() {
            return new TestSite(this);
        }
    }

    /** Where a page is. */
    public String url(String path) {
        return "http://127.0.0.1:" + host.port() + path;
    }

    public int port() {
        return host.port();
    }

    public HealthMonitor monitor() {
        return monitor;
    }

    /** Where users and sessions are, if the site is closed. */
    public AccessStore access() {
        return access;
    }

    /** A session of somebody in this role. */
    public String session(Role role) {
        return people.orElseThrow().session(role);
    }

    /** Has a service answer like this from now on, and looks at it. */
    public void turn(String service, ProbeResult result) {
        answer(service, result);
        check(service);
    }

    /** Has a service answer like this from now on: whoever looks next sees it. */
    public void answer(String service, ProbeResult result) {
        results.get(service).set(result);
    }

    /** Looks at a service. */
    public void check(String service) {
        monitor.check(service).join();
    }

    /** Looks at all of them. */
    public void checkAll() {
        results.keySet().forEach(this::check);
    }

    @Override
    public void close() {
        host.close();
        monitor.close();
    }
}
