package io.healthmon.metrics;

import io.healthmon.HealthMonitor;
import io.healthmon.MonitorStatistics;
import io.healthmon.alert.Severity;
import io.healthmon.store.spool.SpoolStatistics;
import io.healthmon.time.MonitorClock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * A monitor's metrics, in any Micrometer registry. Names and tags, as Prometheus shows them:
 *
 * <ul>
 *   <li>{@code healthmon_service_status} {service, status}: 1 for the current status; the only one per service, and bounded
 *   <li>{@code healthmon_services}; {@code healthmon_services_suspended}
 *   <li>{@code healthmon_alerts_active} {severity}
 *   <li>{@code healthmon_check_duration_seconds} {type, status}: a histogram
 *   <li>{@code healthmon_checks_total} {type, status, reason}: recorded checks
 *   <li>{@code healthmon_scheduler_lag_seconds}: a histogram of how late slots are
 *   <li>{@code healthmon_slots_skipped_total} {cause}: busy or late
 *   <li>{@code healthmon_monitor_faults_total}, {@code healthmon_events_lost_total}
 *   <li>{@code healthmon_store_up}, {@code healthmon_store_waiting_steps}, {@code healthmon_store_lightened_steps_total},
 *       {@code healthmon_store_dropped_steps_total}
 *   <li>{@code healthmon_spool_steps}, {@code healthmon_spool_bytes}, {@code healthmon_spool_capacity_bytes}, {@code
 *       healthmon_spool_reserved_bytes}, {@code healthmon_spool_seconds_left}, {@code healthmon_spool_given_up_total}, {@code
 *       healthmon_spool_damaged_total}
 *   <li>{@code healthmon_channel_waiting}, {@code healthmon_channel_oldest_waiting_seconds}, {@code
 *       healthmon_channel_notifications_sent_total}, {@code healthmon_channel_messages_sent_total}, {@code
 *       healthmon_channel_attempts_failed_total}, {@code healthmon_channel_notifications_dead_total} {channel}
 * </ul>
 *
 * <p>Thread-safe. Counts from when it is bound until it is closed.
 */
public final class MonitorMetrics implements MeterBinder, AutoCloseable {

    /** How many services have a series of their own unless told otherwise. */
    public static final int DEFAULT_MAX_SERVICES = 1_000;

    private final HealthMonitor monitor;
    private final MonitorClock clock;
    private final int maxServices;
    private final List<Runnable> unbind = new CopyOnWriteArrayList<>();
    private final List<ServiceStatusGauges> statuses = new CopyOnWriteArrayList<>();

    /** Metrics of {@code monitor} with at most {@value #DEFAULT_MAX_SERVICES} services shown one by one. */
    public MonitorMetrics(HealthMonitor monitor, MonitorClock clock) {
        this(monitor, clock, DEFAULT_MAX_SERVICES);
    }

    /**
     * Metrics of {@code monitor}.
     *
     * @param maxServices how many services are shown one by one at most, in the order they were added; 0 or more
     */
    public MonitorMetrics(HealthMonitor monitor, MonitorClock clock, int maxServices) {
        if (maxServices < 0) {
            throw new IllegalArgumentException("maxServices must be 0 or more, not " + maxServices);
        }
        this.monitor = monitor;
        this.clock = clock;
        this.maxServices = maxServices;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        ServiceStatusGauges services = new ServiceStatusGauges(monitor, registry, maxServices);
        statuses.add(services);
        services.refresh();
        gauge(
                registry,
                "healthmon.services",
                "services watched",
                it -> it.view().services().size());
        gauge(
                registry,
                "healthmon.services.suspended",
                "services whose checks are suspended",
                it -> it.statistics().suspendedServices());
        for (Severity severity : Severity.values()) {
            Gauge.builder("healthmon.alerts.active", monitor, it -> activeAlerts(it, severity))
                    .tag("severity", severity.word())
                    .description("active alerts")
                    .strongReference(true)
                    .register(registry);
        }
        bindStore(registry);
        bindSpool(registry);
        ChannelMeters.bind(monitor, registry);
        counter(
                registry,
                "healthmon.monitor.faults",
                "checks that failed by the monitor's own fault",
                MonitorStatistics::monitorFaults);
        counter(
                registry,
                "healthmon.events.lost",
                "events that listeners were too slow for",
                MonitorStatistics::lostEvents);
        counter(registry, "healthmon.slots.skipped", "slots left out", MonitorStatistics::skippedBusy, "cause", "busy");
        counter(registry, "healthmon.slots.skipped", "slots left out", MonitorStatistics::skippedLate, "cause", "late");
        EventMeters events = new EventMeters(monitor, clock, registry, services);
        monitor.addListener(events);
        unbind.add(() -> monitor.removeListener(events));
    }

    /**
     * Takes up services that were added and lets go of those removed. Happens by itself while services are checked, every few
     * seconds; before a scrape it makes the answer exact.
     */
    public void refresh() {
        statuses.forEach(ServiceStatusGauges::refresh);
    }

    /** Counts no more. The meters stay in their registry. */
    @Override
    public void close() {
        unbind.forEach(Runnable::run);
    }

    private void bindStore(MeterRegistry registry) {
        gauge(
                registry,
                "healthmon.store.up",
                "1 while the store takes what is recorded",
                it -> it.storeStatus().answers() ? 1 : 0);
        gauge(
                registry,
                "healthmon.store.waiting.steps",
                "steps that wait for the store, in memory and on disk",
                it -> it.statistics().waitingSteps());
        counter(
                registry,
                "healthmon.store.lightened.steps",
                "steps recorded without what their targets sent because too much was waiting",
                MonitorStatistics::lightenedSteps);
        counter(
                registry,
                "healthmon.store.dropped.steps",
                "steps given up because too many were waiting",
                MonitorStatistics::droppedSteps);
    }

    private void bindSpool(MeterRegistry registry) {
        spool(registry, "healthmon.spool.steps", "steps that wait on disk", SpoolStatistics::entries);
        spool(registry, "healthmon.spool.bytes", "bytes of the spool that are in use", SpoolStatistics::bytes);
        spool(registry, "healthmon.spool.capacity.bytes", "bytes that the spool may take", SpoolStatistics::capacity);
        spool(
                registry,
                "healthmon.spool.reserved.bytes",
                "bytes of the spool that have their place on the disk",
                SpoolStatistics::reserved);
        gauge(
                registry,
                "healthmon.spool.seconds.left",
                "how long the spool's room lasts at the present rate of checks",
                it -> it.statistics().spool().secondsLeft(checksPerSecond(it)));
        counter(
                registry,
                "healthmon.spool.given.up",
                "checks given up because the spool was full",
                statistics -> statistics.spool().givenUp());
        counter(
                registry,
                "healthmon.spool.damaged",
                "steps of the spool that could not be read again",
                statistics -> statistics.spool().damaged());
    }

    private void spool(
            MeterRegistry registry, String name, String description, ToDoubleFunction<SpoolStatistics> value) {
        gauge(
                registry,
                name,
                description,
                it -> value.applyAsDouble(it.statistics().spool()));
    }

    private static double checksPerSecond(HealthMonitor monitor) {
        return monitor.view().services().stream()
                .mapToDouble(service ->
                        1_000.0 / service.target().schedule().interval().toMillis())
                .sum();
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<HealthMonitor> value) {
        Gauge.builder(name, monitor, value)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    private void counter(
            MeterRegistry registry,
            String name,
            String description,
            ToLongFunction<MonitorStatistics> value,
            String... tags) {
        FunctionCounter.builder(name, monitor, it -> value.applyAsLong(it.statistics()))
                .tags(tags)
                .description(description)
                .register(registry);
    }

    private static double activeAlerts(HealthMonitor monitor, Severity severity) {
        return monitor.view().services().stream()
                .flatMap(service -> service.state().activeAlert().stream())
                .filter(alert -> alert.severity() == severity)
                .count();
    }
}
