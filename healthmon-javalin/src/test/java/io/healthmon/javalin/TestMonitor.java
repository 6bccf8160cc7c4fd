package io.healthmon.javalin;

import io.healthmon.HealthMonitor;
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
import io.healthmon.check.custom.CustomSpec;
import io.healthmon.check.custom.HealthProbe;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.store.Store;
import io.healthmon.target.CheckSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** A real monitor of functions, which checks when it is told to: slots are days apart. */
public final class TestMonitor {

    /** The message of a function that plays a Celery without workers. */
    public static final String NO_WORKERS = "no worker answers";

    private TestMonitor() {}

    public static HealthMonitor start(Store store, HealthTarget... targets) {
        return start(store, monitor -> {}, targets);
    }

    public static HealthMonitor start(Store store, Consumer<HealthMonitor.Builder> more, HealthTarget... targets) {
        HealthMonitor.Builder monitor = HealthMonitor.builder();
        more.accept(monitor);
        return monitor.store(store)
                .targets(java.util.List.of(targets))
                .checker(new Functions())
                .evaluator((target, observation, previous) -> evaluate(observation))
                .start();
    }

    public static HealthTarget target(String name, boolean critical, HealthProbe probe) {
        return HealthTarget.custom(name, probe)
                .critical(critical)
                .interval(Duration.ofDays(30))
                .timeout(Duration.ofSeconds(10))
                .build();
    }

    private static Evaluation evaluate(Observation observation) {
        if (observation instanceof Observation.Statement said) {
            return new Evaluation(said.status(), said.reason(), said.message(), said.checks(), Optional.empty());
        }
        if (observation instanceof Observation.Failure failed) {
            return Evaluation.of(
                    failed.status(),
                    failed.reason(),
                    failed.message(),
                    Checks.error(failed.message()),
                    Optional.empty());
        }
        throw new AssertionError(observation);
    }

    /** A function has no reason of its own to give; one that plays Celery needs one. */
    private static Reason reason(String message) {
        return message.equals(NO_WORKERS) ? Reason.NO_WORKERS : Reason.REPORTED;
    }

    private static final class Functions implements CheckerProvider {
        @Override
        public String type() {
            return CustomSpec.TYPE;
        }

        @Override
        public CheckSpec spec(Options options) {
            throw new AssertionError();
        }

        @Override
        public Checker checker(CheckerContext context) {
            return request -> context.blocking(request, () -> {
                ProbeResult result = ((CustomSpec) request.spec()).probe().probe();
                Checks checks = Checks.of(result.components());
                return result.status() == HealthStatus.HEALTHY
                        ? Observation.Statement.healthy(checks, Timings.NONE)
                        : Observation.Statement.of(
                                result.status(),
                                reason(result.message().orElseThrow()),
                                result.message().orElseThrow(),
                                checks,
                                Timings.NONE);
            });
        }
    }
}
