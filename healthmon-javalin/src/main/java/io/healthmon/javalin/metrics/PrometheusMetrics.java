package io.healthmon.javalin.metrics;

import io.healthmon.HealthMonitor;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.metrics.MonitorMetrics;
import io.healthmon.time.MonitorClock;
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

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final MonitorMetrics monitorMetrics;

    /** Starts to measure. */
    public PrometheusMetrics(HealthMonitor monitor, MonitorClock clock) {
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
        return new Answer(200, CONTENT_TYPE, registry.scrape().getBytes(StandardCharsets.UTF_8), Map.of());
    }

    @Override
    public void close() {
        monitorMetrics.close();
        collections.close();
        registry.close();
    }
}
