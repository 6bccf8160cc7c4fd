package io.healthmon.evaluate;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.check.Checks;
import io.healthmon.check.Observation;
import io.healthmon.check.Reason;
import io.healthmon.check.http.HttpSpec;
import java.util.Optional;

/** The default evaluator: HTTP answers by code and body, everything else as the checker put it. */
enum StandardEvaluator implements StatusEvaluator {
    INSTANCE;

    /** For an answer that a checker of another kind brings: every option at its default. */
    private static final HttpSpec DEFAULTS = HttpSpec.get("http://localhost/");

    @Override
    public Evaluation evaluate(HealthTarget target, Observation observation, HealthStatus previous) {
        if (observation instanceof Observation.Answer answer) {
            return AnswerEvaluator.evaluate(answer, target.spec() instanceof HttpSpec spec ? spec : DEFAULTS);
        }
        if (observation instanceof Observation.Statement said) {
            return new Evaluation(said.status(), said.reason(), said.message(), said.checks(), Optional.empty());
        }
        if (observation instanceof Observation.Failure failure) {
            return Evaluation.of(
                    failure.status(),
                    failure.reason(),
                    failure.message(),
                    Checks.error(failure.message()),
                    Optional.empty());
        }
        if (observation instanceof Observation.Unsettled unsettled) {
            return unsettled(unsettled, previous);
        }
        throw new IllegalArgumentException("a fault of the monitor says nothing about " + target.name());
    }

    private static Evaluation unsettled(Observation.Unsettled unsettled, HealthStatus previous) {
        return previous == HealthStatus.HEALTHY
                ? Evaluation.healthy(unsettled.checks(), Optional.empty())
                : Evaluation.of(previous, Reason.STARTING, unsettled.message(), unsettled.checks(), Optional.empty());
    }
}
