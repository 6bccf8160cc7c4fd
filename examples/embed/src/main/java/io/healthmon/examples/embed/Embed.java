package io.healthmon.examples.embed;

import io.healthmon.HealthMonitor;
import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.MonitorListener;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.expose.ComponentHealth;
import io.healthmon.expose.HealthEndpoint;
import io.healthmon.store.RecordedStep;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Both sides in one plain {@code main}: an application publishes its health, and a monitor in the same process watches it,
 * and a function beside it. The application breaks, an alert opens; it is repaired, the alert resolves; the program ends.
 */
public final class Embed {

    private Embed() {}

    public static void main(String[] args) throws Exception {
        AtomicBoolean databaseUp = new AtomicBoolean(true);
        CountDownLatch triggered = new CountDownLatch(1);
        CountDownLatch resolved = new CountDownLatch(1);

        HealthEndpoint health = HealthEndpoint.builder("shop")
                .criticalComponent(
                        "database", () -> databaseUp.get() ? ComponentHealth.healthy() : ComponentHealth.unhealthy())
                .build();
        try (var served = health.serve("127.0.0.1", 0);
                HealthMonitor monitor = HealthMonitor.builder()
                        .target(HealthTarget.http("shop", "http://127.0.0.1:" + served.port() + "/health")
                                .critical(true)
                                .interval(Duration.ofSeconds(2))
                                .timeout(Duration.ofMillis(1_500))
                                .build())
                        .target(HealthTarget.custom(
                                        "disk", () -> ProbeResult.healthy().with("space", "ok"))
                                .interval(Duration.ofSeconds(2))
                                .timeout(Duration.ofMillis(1_500))
                                .build())
                        .listener(new MonitorListener() {
                            @Override
                            public void onStep(RecordedStep recorded) {
                                recorded.step().transitions().forEach(transition -> {
                                    System.out.println(transition.kind() + ": "
                                            + transition.alert().message());
                                    switch (transition.kind()) {
                                        case TRIGGERED -> triggered.countDown();
                                        case RESOLVED -> resolved.countDown();
                                        default -> {}
                                    }
                                });
                            }
                        })
                        .start()) {

            HealthStatus status = monitor.check("shop").join().evaluation().status();
            System.out.println("shop is " + status);

            databaseUp.set(false);
            triggered.await();
            databaseUp.set(true);
            resolved.await();

            monitor.view()
                    .services()
                    .forEach(service -> System.out.println(service.name() + " is " + service.status()));
        }
    }
}
