package io.healthmon.javalin.metrics;

import io.healthmon.HealthMonitor;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.javalin.auth.Caller;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.metrics.MonitorMetrics;
import io.healthmon.time.MonitorClock;
import io.healthmon.view.ServiceStatus;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code GET /metrics}: the monitor's and the JVM's metrics, in a registry of their own. Thread-safe. */
public final class PrometheusMetrics implements AutoCloseable {

    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** Two of Micrometer's names that Prometheus's own linter refuses: a suffix that means a histogram, a unit cut short. */
    private static final MeterFilter PROMETHEUS_NAMES = new MeterFilter() {
        @Override
        public Meter.Id map(Meter.Id id) {
            return id.getName().equals("system.cpu.count") ? id.withName("system.cpus") : id;
        }

        @Override
        public MeterFilterReply accept(Meter.Id id) {
            return id.getName().equals("process.cpu.time") ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
        }
    };

    private static final Pattern SERVICE = Pattern.compile("[{,]service=\"([^\"]*)\"");

    private final HealthMonitor monitor;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final MonitorMetrics monitorMetrics;

    /** Starts to measure. */
    public PrometheusMetrics(HealthMonitor monitor, MonitorClock clock) {
        this.monitor = monitor;
        registry.config().meterFilter(PROMETHEUS_NAMES);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        collections.bindTo(registry);
        monitorMetrics = new MonitorMetrics(monitor, clock);
        monitorMetrics.bindTo(registry);
    }

    /** The metrics as they are now, in Prometheus's text format 0.0.4. */
    public Answer answer(Context ctx) {
        monitorMetrics.refresh();
        String all = registry.scrape();
        String seen = Caller.of(ctx).services().equals(ServiceMatcher.ALL) ? all : seen(all, Caller.of(ctx));
        return new Answer(200, CONTENT_TYPE, seen.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** To a caller that is limited to some services: what is said of these, and nothing of the others or of all together. */
    private String seen(String all, Caller caller) {
        Set<String> names = monitor.view().services().stream()
                .filter(service -> caller.sees(service.target()))
                .map(ServiceStatus::name)
                .collect(Collectors.toSet());
        StringBuilder kept = new StringBuilder();
        all.lines()
                .filter(line -> {
                    Matcher service = SERVICE.matcher(line);
                    return !line.startsWith("#") && service.find() && names.contains(service.group(1));
                })
                .forEach(line -> kept.append(line).append('\n'));
        return kept.toString();
    }

    @Override
    public void close() {
        monitorMetrics.close();
        collections.close();
        registry.close();
    }
}
