package io.healthmon.check.custom;

import io.healthmon.check.Checker;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.CheckerProvider;
import io.healthmon.check.Checks;
import io.healthmon.check.Observation;
import io.healthmon.check.Options;
import io.healthmon.check.Reason;
import io.healthmon.check.Timings;
import io.healthmon.target.CheckSpec;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Checks written as a function: they are code, so configuration cannot name them. */
public final class CustomCheckerProvider implements CheckerProvider {

    @Override
    public String type() {
        return CustomSpec.TYPE;
    }

    @Override
    public CheckSpec spec(Options options) {
        throw options.error("type", "a custom check is code: add it with HealthTarget.custom, not in configuration");
    }

    @Override
    public Checker checker(CheckerContext context) {
        return request -> CompletableFuture.completedFuture(
                observed(((CustomSpec) request.spec()).probe().probe()));
    }

    private static Observation observed(@Nullable ProbeResult result) {
        if (result == null) {
            throw new IllegalStateException("the probe returned null");
        }
        Checks checks = Checks.of(result.components());
        return result.message()
                .<Observation>map(message ->
                        Observation.Statement.of(result.status(), Reason.REPORTED, message, checks, Timings.NONE))
                .orElseGet(() -> Observation.Statement.healthy(checks, Timings.NONE));
    }
}
