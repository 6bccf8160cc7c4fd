package io.healthmon.metrics;

import io.healthmon.HealthMonitor;
import io.healthmon.HealthTarget;
import io.healthmon.MonitorListener;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.store.RecordedStep;
import io.healthmon.time.MonitorClock;
import io.healthmon.view.UnknownServiceException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.LongStream;

/** What is counted as it happens: checks and slots. Called on the listeners' one thread. */
final class EventMeters implements MonitorListener {

    private static final Duration[] DURATIONS =
            millis(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000);
    private static final Duration[] LAGS = millis(1, 2, 5, 10, 25, 50, 100, 250, 1_000, 5_000);
    private static final Duration REFRESH = Duration.ofSeconds(5);

    private final HealthMonitor monitor;
    private final MonitorClock clock;
    private final MeterRegistry registry;
    private final ServiceStatusGauges services;
    private final Timer lag;
    private long refreshedAt;

    EventMeters(HealthMonitor monitor, MonitorClock clock, MeterRegistry registry, ServiceStatusGauges services) {
        this.monitor = monitor;
        this.clock = clock;
        this.registry = registry;
        this.services = services;
        this.lag = Timer.builder("healthmon.scheduler.lag")
                .description("how late slots are started")
                .serviceLevelObjectives(LAGS)
                .register(registry);
        this.refreshedAt = clock.nanos();
    }

    @Override
    public void onSlot(HealthTarget target, Duration late) {
        lag.record(late);
        if (clock.nanos() - refreshedAt > REFRESH.toNanos()) {
            refreshedAt = clock.nanos();
            services.refresh();
        }
    }

    @Override
    public void onStep(RecordedStep step) {
        step.step().check().ifPresent(this::count);
    }

    private void count(CheckResult check) {
        String status = check.evaluation().status().word();
        String type = typeOf(check.service());
        String reason = ReasonTag.of(check.evaluation().reason());
        Timer.builder("healthmon.check.duration")
                .description("how long checks take")
                .tags("type", type, "status", status)
                .serviceLevelObjectives(DURATIONS)
                .register(registry)
                .record(check.responseTime());
        Counter.builder("healthmon.checks")
                .description("recorded checks")
                .tags("type", type, "status", status, "reason", reason)
                .register(registry)
                .increment();
    }

    private String typeOf(String service) {
        try {
            return monitor.view().service(service).target().spec().type();
        } catch (UnknownServiceException removed) {
            return "removed";
        }
    }

    private static Duration[] millis(long... values) {
        return LongStream.of(values).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}
