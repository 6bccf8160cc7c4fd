package io.healthmon.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.check.Checker;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.CheckerProvider;
import io.healthmon.check.Checks;
import io.healthmon.check.Observation;
import io.healthmon.check.Options;
import io.healthmon.check.Reason;
import io.healthmon.check.Timings;
import io.healthmon.check.custom.CustomCheckerProvider;
import io.healthmon.check.custom.HealthProbe;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.outbound.OutboundPolicy;
import io.healthmon.target.CheckSpec;
import io.healthmon.time.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real threads, since they are the subject; the deadline is moved by hand. */
class BlockingChecksTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ManualTime time = new ManualTime();
    private final MonitorCheckerContext context =
            new MonitorCheckerContext(time, time, () -> {}, OutboundPolicy.HOMELAB);
    private final CheckRunner runner = new CheckRunner(time, time, context.executor());
    private final Checker checker = context.checker(new CustomCheckerProvider());
    private final Semaphore released = new Semaphore(0);

    @AfterEach
    void close() {
        released.release(100);
        context.close();
    }

    private HealthTarget target(String name, HealthProbe probe) {
        return HealthTarget.custom(name, probe).timeout(TIMEOUT).build();
    }

    private Observation look(HealthTarget target) throws Exception {
        return runner.run(target, checker).get(10, TimeUnit.SECONDS).observation();
    }

    /** Starts a check, waits until its probe runs, and lets its deadline pass. */
    private Observation lookUntilTheDeadline(HealthTarget target, AtomicInteger running) throws Exception {
        int before = running.get();
        CompletableFuture<CheckRunner.Look> look = runner.run(target, checker);
        await().until(() -> running.get() > before);
        time.advance(TIMEOUT);
        return look.get(10, TimeUnit.SECONDS).observation();
    }

    private static Reason reason(Observation observation) {
        return ((Observation.Failure) observation).reason();
    }

    @Test
    void checker_ignoresInterruptionThreeTimes_isSuspendedVisiblyAndResumesWhenAThreadEnds() throws Exception {
        AtomicInteger running = new AtomicInteger();
        HealthTarget deaf = target("deaf", () -> {
            running.incrementAndGet();
            released.acquireUninterruptibly();
            return ProbeResult.healthy();
        });
        for (int i = 0; i < BlockingChecks.MAX_STUCK; i++) {
            assertThat(reason(lookUntilTheDeadline(deaf, running))).isEqualTo(Reason.TIMEOUT);
        }

        await().until(() -> context.suspended() == 1);
        Observation suspended = look(deaf);
        assertThat(reason(suspended)).isEqualTo(Reason.CHECKER_SUSPENDED);
        assertThat(((Observation.Failure) suspended).status()).isEqualTo(HealthStatus.UNKNOWN);
        assertThat(running).hasValue(BlockingChecks.MAX_STUCK);
        assertThat(context.suspended()).isEqualTo(1);

        assertThat(look(target("good", ProbeResult::healthy))).isInstanceOf(Observation.Statement.class);

        released.release(1);
        await().until(() -> context.suspended() == 0);
        released.release(BlockingChecks.MAX_STUCK); // two that are still stuck, and the new one
        assertThat(look(deaf)).isInstanceOf(Observation.Statement.class);
    }

    @Test
    void checker_heedsInterruption_isNeverSuspended() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger interrupted = new AtomicInteger();
        HealthTarget polite = target("polite", () -> {
            running.incrementAndGet();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
                throw e;
            }
            return ProbeResult.healthy();
        });
        for (int i = 1; i <= 2 * BlockingChecks.MAX_STUCK; i++) {
            assertThat(reason(lookUntilTheDeadline(polite, running))).isEqualTo(Reason.TIMEOUT);
            int times = i;
            await().until(() -> interrupted.get() == times);
        }
        await().until(() -> context.suspended() == 0);
    }

    @Test
    void interruption_ofOneCheck_isNotInheritedByTheNextOnItsThread() throws Exception {
        AtomicInteger running = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(1);
        HealthTarget sticky = target("sticky", () -> {
            running.incrementAndGet();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            ended.countDown();
            return ProbeResult.healthy();
        });
        lookUntilTheDeadline(sticky, running);
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();

        List<Boolean> flags = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            look(target("next", () -> {
                flags.add(Thread.currentThread().isInterrupted());
                return ProbeResult.healthy();
            }));
        }
        assertThat(flags).hasSize(5).containsOnly(false);
    }

    @Test
    void work_withoutAFreeThread_isTheMonitorsFault() {
        BlockingChecks full = new BlockingChecks(task -> {
            throw new RejectedExecutionException("full");
        });
        CheckAttempt attempt = new CheckAttempt(target("any", ProbeResult::healthy), time, Runnable::run);
        assertThat(full.run(attempt, () -> null).toCompletableFuture().join())
                .isInstanceOf(Observation.MonitorFault.class);
    }

    @Test
    void work_cancelledBeforeItsThreadStarts_neverRuns() {
        List<Runnable> queue = new ArrayList<>();
        AtomicInteger ran = new AtomicInteger();
        BlockingChecks later = new BlockingChecks(queue::add);
        CheckAttempt attempt = new CheckAttempt(target("any", ProbeResult::healthy), time, Runnable::run);
        later.run(attempt, () -> {
            ran.incrementAndGet();
            throw new IllegalStateException();
        });
        attempt.expire();
        queue.forEach(Runnable::run);
        assertThat(ran).hasValue(0);
        assertThat(later.suspended()).isZero();
    }

    /** A kind of ours that blocks. */
    private static final class OwnProvider implements CheckerProvider {
        @Override
        public String type() {
            return "own";
        }

        @Override
        public CheckSpec spec(Options options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Checker checker(CheckerContext given) {
            return request ->
                    CompletableFuture.completedFuture(Observation.Statement.healthy(Checks.empty(), Timings.NONE));
        }
    }

    @Test
    void probes_thatSpinOnEveryProcessor_holdUpNoCheckOfOurs() throws Exception {
        int processors = Runtime.getRuntime().availableProcessors();
        AtomicBoolean over = new AtomicBoolean();
        Semaphore spinning = new Semaphore(0);
        try {
            for (int i = 0; i < processors; i++) {
                runner.run(
                        target("spinning-" + i, () -> {
                            spinning.release();
                            while (!over.get()) {
                                Thread.onSpinWait();
                            }
                            return ProbeResult.healthy();
                        }),
                        checker);
            }
            assertThat(spinning.tryAcquire(processors, 10, TimeUnit.SECONDS)).isTrue();

            HealthTarget ours = target("ours", ProbeResult::healthy);
            assertThat(runner.run(ours, context.checker(new OwnProvider())).get(10, TimeUnit.SECONDS))
                    .extracting(CheckRunner.Look::observation)
                    .isInstanceOf(Observation.Statement.class);
        } finally {
            over.set(true);
        }
    }

    @Test
    void probe_whateverTheJvmHas_runsOnAPlatformThread() throws Exception {
        AtomicReference<String> thread = new AtomicReference<>("");
        look(target("named", () -> {
            thread.set(Thread.currentThread().getName());
            return ProbeResult.healthy();
        }));

        assertThat(thread.get()).startsWith("healthmon-check-");
    }

    @Test
    void cancellationOfAForeignCheck_thatBlocks_keepsNoThreadOfOurs() throws Exception {
        Semaphore cancelling = new Semaphore(0);
        int many = 4 * Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < many; i++) {
            CheckAttempt attempt =
                    new CheckAttempt(target("foreign-" + i, ProbeResult::healthy), time, context.executor());
            new ForeignCheckRequest(attempt, task -> new Thread(task).start()).onCancel(() -> {
                cancelling.release();
                released.acquireUninterruptibly();
            });
            attempt.expire();
        }
        assertThat(cancelling.tryAcquire(many, 10, TimeUnit.SECONDS)).isTrue();
    }
}
