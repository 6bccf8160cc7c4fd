package io.healthmon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.healthmon.check.Checker;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.CheckerProvider;
import io.healthmon.check.Options;
import io.healthmon.check.custom.CustomSpec;
import io.healthmon.check.custom.HealthProbe;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.outbound.OutboundPolicy;
import io.healthmon.store.ForwardingStore;
import io.healthmon.store.ForwardingWriter;
import io.healthmon.store.Hours;
import io.healthmon.store.InMemoryStore;
import io.healthmon.store.NumberedStep;
import io.healthmon.store.RecordedStep;
import io.healthmon.store.Store;
import io.healthmon.store.StoreStatus;
import io.healthmon.store.StoreWriter;
import io.healthmon.target.CheckSpec;
import io.healthmon.view.UnknownServiceException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The facade, on real threads and real time. */
@Timeout(60)
class HealthMonitorTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final List<RecordedStep> heard = new CopyOnWriteArrayList<>();
    private final MonitorListener listener = new MonitorListener() {
        @Override
        public void onStep(RecordedStep step) {
            heard.add(step);
        }
    };

    private static HealthTarget often(String name, HealthProbe probe) {
        return HealthTarget.custom(name, probe)
                .interval(Duration.ofMillis(100))
                .timeout(Duration.ofMillis(80))
                .build();
    }

    private static HealthTarget rarely(String name, HealthProbe probe) {
        return HealthTarget.custom(name, probe)
                .interval(Duration.ofDays(1))
                .timeout(Duration.ofMinutes(10))
                .build();
    }

    @Test
    void embedder_inAFewLines_hearsRecordedSteps() {
        try (HealthMonitor monitor = HealthMonitor.builder()
                .target(often("cache", () -> ProbeResult.healthy().with("entries", "many")))
                .listener(listener)
                .start()) {
            await().atMost(SOON).until(() -> heard.size() >= 3);

            assertThat(monitor.view().service("cache").status()).isEqualTo(HealthStatus.HEALTHY);
            assertThat(monitor.statistics().checks()).isGreaterThanOrEqualTo(3);
            assertThat(monitor.storeStatus().state()).isEqualTo(StoreStatus.State.REACHABLE);
        }
        assertThat(heard).allSatisfy(step -> assertThat(step.checkId()).isPresent());
    }

    @Test
    void target_atAnAddressThatIsNeverDialled_isRefused_whenItIsAdded() {
        HealthTarget metadata = HealthTarget.http("cloud", "http://user:canary@169.254.169.254/")
                .build();
        assertThatThrownBy(() -> HealthMonitor.builder().target(metadata).start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cloud: 169.254.169.254 is a link-local address")
                .hasMessageNotContaining("canary");

        HealthTarget local = HealthTarget.http("local", "http://127.0.0.1:1/").build();
        try (HealthMonitor monitor =
                HealthMonitor.builder().outbound(OutboundPolicy.STRICT).start()) {
            assertThatThrownBy(() -> monitor.add(local)).hasMessageContaining("is a loopback address");
        }
        try (HealthMonitor monitor = HealthMonitor.builder().start()) {
            monitor.add(local);
            assertThatThrownBy(() -> monitor.replace(
                            HealthTarget.http("local", "http://0x0:1/").build()))
                    .hasMessageStartingWith("local: 0x0 is an unspecified address");
        }
    }

    @Test
    void alert_opensAndResolvesWithTheProbe() {
        AtomicReference<ProbeResult> answer = new AtomicReference<>(ProbeResult.unhealthy("the disk is full"));
        try (HealthMonitor monitor = HealthMonitor.builder()
                .target(HealthTarget.custom("disk", answer::get).critical(true).build())
                .start()) {
            monitor.check("disk").join();
            assertThat(monitor.view().summary().overall()).isEqualTo(HealthStatus.UNHEALTHY);
            assertThat(monitor.view().summary().activeAlerts()).isEqualTo(1);

            answer.set(ProbeResult.healthy());
            monitor.check("disk").join();
            monitor.flush().join();

            assertThat(monitor.view().summary().activeAlerts()).isZero();
            assertThat(monitor.view().uptime("disk", Duration.ofHours(1)).total())
                    .isEqualTo(2);
        }
    }

    @Test
    void targets_addedReplacedRemoved_whileItRuns() {
        try (HealthMonitor monitor = HealthMonitor.builder().start()) {
            monitor.add(rarely("a", ProbeResult::healthy));
            assertThat(monitor.check("a").join().evaluation().status()).isEqualTo(HealthStatus.HEALTHY);
            monitor.replace(rarely("a", () -> ProbeResult.degraded("slow")));
            assertThat(monitor.check("a").join().evaluation().status()).isEqualTo(HealthStatus.DEGRADED);
            monitor.remove("a");

            assertThat(monitor.view().services()).isEmpty();
            assertThatThrownBy(() -> monitor.check("a")).isInstanceOf(UnknownServiceException.class);
        }
    }

    @Test
    void targets_withTheSameName_endTheStart() {
        HealthMonitor.Builder twice = HealthMonitor.builder()
                .target(rarely("a", ProbeResult::healthy))
                .target(rarely("a", ProbeResult::healthy));

        assertThatThrownBy(twice::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a'");
    }

    @Test
    void futures_givenToCallers_runTheirCodeOffTheMonitorsThreads() {
        try (HealthMonitor monitor = HealthMonitor.builder()
                .target(rarely("a", ProbeResult::healthy))
                .target(rarely("b", ProbeResult::healthy))
                .start()) {
            // Each step blocks for one that needs the thread the step before completed on.
            CompletableFuture<CheckResult> chain = monitor.check("a").thenApply(first -> {
                monitor.flush().thenRun(() -> monitor.flush().join()).join();
                return monitor.check("b").join();
            });

            assertThat(chain).succeedsWithin(SOON);
        }
    }

    @Test
    void close_isIdempotentAndEndsWhatIsUnderWay() {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        HealthMonitor monitor = HealthMonitor.builder()
                .target(rarely("hangs", () -> {
                    entered.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        interrupted.countDown();
                    }
                    return ProbeResult.healthy();
                }))
                .listener(listener)
                .start();
        CompletableFuture<CheckResult> check = monitor.check("hangs");
        await().atMost(SOON).until(() -> entered.getCount() == 0);

        monitor.close();
        monitor.close();

        assertThat(check).failsWithin(SOON).withThrowableThat().withCauseInstanceOf(MonitorFaultException.class);
        await().atMost(SOON).until(() -> interrupted.getCount() == 0);
        assertThat(heard)
                .as("an interrupted check says nothing about its target")
                .isEmpty();
    }

    @Test
    void monitor_thatIsClosed_refusesWhatNeedsItAndStillShowsThePresent() {
        HealthMonitor monitor = HealthMonitor.builder()
                .target(rarely("a", ProbeResult::healthy))
                .start();
        monitor.check("a").join();
        monitor.close();

        assertThat(monitor.check("a")).failsWithin(SOON);
        assertThat(monitor.flush()).failsWithin(SOON);
        assertThatThrownBy(() -> monitor.add(rarely("b", ProbeResult::healthy)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> monitor.replace(rarely("a", ProbeResult::healthy)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> monitor.remove("a")).isInstanceOf(IllegalStateException.class);
        assertThat(monitor.view().service("a").status()).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void close_recordsWhatWasEvaluated() {
        InMemoryStore store = new InMemoryStore();
        HealthMonitor monitor = HealthMonitor.builder()
                .target(rarely("a", ProbeResult::healthy))
                .store(store)
                .start();
        monitor.check("a").join();
        monitor.close();

        assertThat(Hours.of(store, monitor.view().now().minusSeconds(3_600))).hasSize(1);
    }

    @Test
    void close_whileTheStoreHangs_returnsInTimeAndLeavesNobodyWaiting() throws Exception {
        HangingStore store = new HangingStore();
        HealthMonitor monitor = HealthMonitor.builder()
                .target(rarely("a", () -> ProbeResult.unhealthy("down")))
                .store(store)
                .start();
        monitor.check("a").join();
        CompletableFuture<Void> flushed = monitor.flush();
        assertThat(store.hanging.await(20, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> closed = CompletableFuture.runAsync(monitor::close);

        assertThat(closed).succeedsWithin(Duration.ofSeconds(8));
        assertThat(flushed).failsWithin(SOON);
    }

    @Test
    void maintenance_howeverLong_holdsUpNoCommit() {
        CountDownLatch over = new CountDownLatch(1);
        Store busy = new ForwardingStore(new InMemoryStore()) {
            @Override
            public void maintain(Instant now) {
                try {
                    over.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        try (HealthMonitor monitor = HealthMonitor.builder()
                .target(rarely("a", ProbeResult::healthy))
                .store(busy)
                .start()) {
            monitor.check("a").join();

            assertThat(monitor.flush()).succeedsWithin(SOON);
            over.countDown();
        }
    }

    @Test
    void start_thatFailsWithAnError_leavesNoThread() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        CheckerProvider broken = new CheckerProvider() {
            @Override
            public String type() {
                return CustomSpec.TYPE;
            }

            @Override
            public CheckSpec spec(Options options) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Checker checker(CheckerContext context) {
                context.executor().execute(() -> {});
                context.timers().after(Duration.ofDays(1), () -> {});
                throw new NoClassDefFoundError("a driver");
            }
        };
        HealthMonitor.Builder monitor =
                HealthMonitor.builder().checker(broken).target(rarely("a", ProbeResult::healthy));

        assertThatThrownBy(monitor::start).isInstanceOf(NoClassDefFoundError.class);

        await().atMost(SOON)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> !before.contains(thread))
                        .noneMatch(thread -> thread.getName().startsWith("healthmon-")));
    }

    /** Never answers a commit nor its close, and ignores interruption. */
    private static final class HangingStore extends ForwardingStore {
        private final CountDownLatch hanging = new CountDownLatch(1);

        HangingStore() {
            super(new InMemoryStore());
        }

        @Override
        public StoreWriter openWriter(UUID origin) {
            StoreWriter writer = super.openWriter(origin);
            return new ForwardingWriter(writer) {
                @Override
                public List<RecordedStep> commit(List<NumberedStep> steps) {
                    hanging.countDown();
                    return forEver();
                }
            };
        }

        @Override
        public void close() {
            forEver();
        }

        private static <T> T forEver() {
            while (true) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException ignored) {
                    // A driver that waits for a dead server may do just this.
                }
            }
        }
    }
}
