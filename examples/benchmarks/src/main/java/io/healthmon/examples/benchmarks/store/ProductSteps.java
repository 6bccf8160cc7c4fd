package io.healthmon.examples.benchmarks.store;

import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Trail;
import io.healthmon.check.Checks;
import io.healthmon.check.http.BodyFormat;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.store.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Rows as the product's pipeline brings them to its store, of services that have been healthy for long. */
final class ProductSteps {

    private static final Optional<BodyFormat> FORMAT = Optional.of(BodyFormat.SEED);

    private ProductSteps() {}

    static List<Step> of(List<CheckRow> rows) {
        return rows.stream().map(ProductSteps::step).toList();
    }

    private static Step step(CheckRow row) {
        CheckResult check = new CheckResult(
                row.service(),
                row.timestamp(),
                Duration.ofMillis(row.responseTimeMillis()),
                Evaluation.healthy(Checks.stored(row.checks()), FORMAT));
        ServiceState state = new ServiceState(
                row.service(),
                Optional.of(check),
                Optional.of(row.timestamp()),
                0,
                2_000,
                new Trail(List.of(), 0, Trail.WINDOW, Optional.of(row.timestamp())),
                Optional.empty(),
                Optional.empty());
        return new Step(Optional.of(check), state, List.of());
    }
}
