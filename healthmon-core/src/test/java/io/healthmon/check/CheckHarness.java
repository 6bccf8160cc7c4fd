package io.healthmon.check;

import io.healthmon.HealthTarget;
import io.healthmon.internal.CheckRunner;
import io.healthmon.internal.MonitorCheckerContext;
import io.healthmon.outbound.OutboundPolicy;
import io.healthmon.target.CheckSpec;
import io.healthmon.time.MonitorClock;
import io.healthmon.time.SystemTimers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a checker as a monitor would: real threads, the real runner, the real deadline. For checker tests. */
public final class CheckHarness implements AutoCloseable {

    private final SystemTimers timers = new SystemTimers("harness-timer");
    private final MonitorCheckerContext context;
    private final CheckRunner runner;
    private final Checker checker;

    public CheckHarness(CheckerProvider provider) {
        this(provider, () -> {});
    }

    public CheckHarness(CheckerProvider provider, CheckerContext.StorePing ownStore) {
        this(provider, ownStore, OutboundPolicy.HOMELAB);
    }

    public CheckHarness(CheckerProvider provider, CheckerContext.StorePing ownStore, OutboundPolicy outbound) {
        context = new MonitorCheckerContext(MonitorClock.system(), timers, ownStore, outbound);
        runner = new CheckRunner(MonitorClock.system(), timers, context.executor());
        checker = context.guarded(provider.checker(context));
    }

    /** Starts a check. */
    public CompletableFuture<CheckRunner.Look> start(CheckSpec spec, Duration timeout) {
        return runner.run(
                HealthTarget.of("service", spec)
                        .interval(timeout.plusSeconds(60))
                        .timeout(timeout)
                        .build(),
                checker);
    }

    /** Does a check and waits for what it found; fails if the deadline is not kept within two seconds. */
    public Observation check(CheckSpec spec, Duration timeout) {
        try {
            return start(spec, timeout)
                    .get(timeout.toMillis() + 2_000, TimeUnit.MILLISECONDS)
                    .observation();
        } catch (TimeoutException | ExecutionException e) {
            throw new AssertionError("no observation within the deadline", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** With a deadline of 5 s, for checks that are expected to end by themselves. */
    public Observation check(CheckSpec spec) {
        return check(spec, Duration.ofSeconds(5));
    }

    @Override
    public void close() {
        checker.close();
        context.close();
        timers.close();
    }
}
