package io.healthmon.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.healthmon.HealthMonitor;
import io.healthmon.HealthTarget;
import io.healthmon.MonitorListener;
import io.healthmon.check.Reason;
import io.healthmon.check.custom.HealthProbe;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.notify.FakeNotifier;
import io.healthmon.store.RecordedStep;
import io.healthmon.time.MonitorClock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MonitorMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicReference<ProbeResult> found = new AtomicReference<>(ProbeResult.healthy());
    private final HealthMonitor monitor = HealthMonitor.builder()
            .target(target("a", found::get))
            .target(target("b", ProbeResult::healthy))
            .channel("ops", new FakeNotifier())
            .start();

    @AfterEach
    void close() {
        monitor.close();
        registry.close();
    }

    private static HealthTarget target(String name, HealthProbe probe) {
        return HealthTarget.custom(name, probe)
                .critical(true)
                .interval(Duration.ofDays(30))
                .build();
    }

    private MonitorMetrics bind(int maxServices) {
        MonitorMetrics metrics = new MonitorMetrics(monitor, MonitorClock.system(), maxServices);
        metrics.bindTo(registry);
        return metrics;
    }

    private void check(String service) throws Exception {
        monitor.check(service).get(10, TimeUnit.SECONDS);
        monitor.flush().get(10, TimeUnit.SECONDS);
    }

    private double status(String service, String status) {
        return registry.get("healthmon.service.status")
                .tags("service", service, "status", status)
                .gauge()
                .value();
    }

    private Collection<Meter> statusSeries() {
        return registry.find("healthmon.service.status").meters();
    }

    private double checks(String status, String reason) {
        return registry.find("healthmon.checks").tags("status", status, "reason", reason).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @Test
    void serviceStatus_isAStateSetThatFollows() throws Exception {
        bind(10);
        assertThat(status("a", "unknown")).isEqualTo(1);

        check("a");
        assertThat(status("a", "healthy")).isEqualTo(1);
        assertThat(status("a", "unknown")).isZero();

        found.set(ProbeResult.unhealthy("gone"));
        check("a");
        assertThat(status("a", "unhealthy")).isEqualTo(1);
        assertThat(status("a", "healthy")).isZero();
        assertThat(statusSeries()).hasSize(8);
    }

    @Test
    void serviceStatus_servicesComeAndGo() {
        MonitorMetrics metrics = bind(10);

        monitor.remove("a");
        monitor.add(target("c", ProbeResult::healthy));
        metrics.refresh();

        assertThat(statusSeries())
                .hasSize(8)
                .noneMatch(meter -> "a".equals(meter.getId().getTag("service")));
        assertThat(status("c", "unknown")).isEqualTo(1);
        assertThat(registry.get("healthmon.services").gauge().value()).isEqualTo(2);
    }

    @Test
    void serviceStatus_beyondTheBound_isNotShown() {
        bind(1);

        assertThat(statusSeries())
                .hasSize(4)
                .allMatch(meter -> "a".equals(meter.getId().getTag("service")));
        assertThat(registry.get("healthmon.services").gauge().value()).isEqualTo(2);
    }

    @Test
    void checks_areCountedAndTimedWithoutTheServicesName() throws Exception {
        bind(10);
        check("a");
        check("b");
        found.set(ProbeResult.unhealthy("gone"));
        check("a");

        await().until(() -> checks("healthy", "none") == 2 && checks("unhealthy", "reported") == 1);
        assertThat(registry.get("healthmon.check.duration")
                        .tags("type", "custom", "status", "healthy")
                        .timer()
                        .count())
                .isEqualTo(2);
        assertThat(registry.find("healthmon.check.duration").meters())
                .noneMatch(meter -> meter.getId().getTag("service") != null);
        assertThat(registry.get("healthmon.alerts.active")
                        .tag("severity", "critical")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void checks_afterClose_areNotCounted() throws Exception {
        MonitorMetrics metrics = bind(10);
        check("a");
        await().until(() -> checks("healthy", "none") == 1);

        metrics.close();
        CountDownLatch heard = new CountDownLatch(1);
        monitor.addListener(new MonitorListener() {
            @Override
            public void onStep(RecordedStep step) {
                heard.countDown();
            }
        });
        check("a");
        heard.await();

        assertThat(checks("healthy", "none")).isEqualTo(1);
    }

    @Test
    void store_inMemory_isUp() {
        bind(10);

        assertThat(registry.get("healthmon.store.up").gauge().value()).isEqualTo(1);
        assertThat(registry.get("healthmon.store.waiting.steps").gauge().value())
                .isZero();
        assertThat(registry.get("healthmon.store.dropped.steps")
                        .functionCounter()
                        .count())
                .isZero();
        assertThat(registry.get("healthmon.events.lost").functionCounter().count())
                .isZero();
        assertThat(registry.find("healthmon.slots.skipped").functionCounters()).hasSize(2);
    }

    @Test
    void slots_started_leaveTheirLag() {
        bind(10);
        monitor.add(HealthTarget.custom("quick", ProbeResult::healthy)
                .interval(Duration.ofMillis(20))
                .timeout(Duration.ofMillis(10))
                .build());

        await().until(() -> registry.get("healthmon.scheduler.lag").timer().count() > 0);
    }

    @Test
    void channel_tellsWhatItTook() throws Exception {
        bind(10);
        found.set(ProbeResult.unhealthy("it says so"));
        check("a");

        await().until(() -> channel("healthmon.channel.notifications.sent") == 1);
        assertThat(channel("healthmon.channel.messages.sent")).isEqualTo(1);
        assertThat(channel("healthmon.channel.attempts.failed")).isZero();
        assertThat(channel("healthmon.channel.notifications.dead")).isZero();
        assertThat(registry.get("healthmon.channel.waiting")
                        .tag("channel", "ops")
                        .gauge()
                        .value())
                .isZero();
        assertThat(registry.get("healthmon.channel.oldest.waiting.seconds")
                        .gauge()
                        .value())
                .isZero();
    }

    private double channel(String name) {
        return registry.get(name).tag("channel", "ops").functionCounter().count();
    }

    @Test
    void reason_madeUpByAChecker_isOther() {
        assertThat(ReasonTag.of(Optional.empty())).isEqualTo("none");
        assertThat(ReasonTag.of(Optional.of(Reason.TIMEOUT_BODY))).isEqualTo("timeout_body");
        assertThat(ReasonTag.of(Optional.of(new Reason("made_up")))).isEqualTo("other");
    }
}
