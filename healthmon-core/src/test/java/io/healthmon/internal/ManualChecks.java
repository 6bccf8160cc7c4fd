package io.healthmon.internal;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.check.CheckRequest;
import io.healthmon.check.Checker;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.CheckerProvider;
import io.healthmon.check.Checks;
import io.healthmon.check.Observation;
import io.healthmon.check.Options;
import io.healthmon.check.Reason;
import io.healthmon.check.Timings;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.evaluate.StatusEvaluator;
import io.healthmon.target.CheckSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A kind of check whose answers the test gives, at once, later or never; every answer is numbered, to be found again in the log. */
final class ManualChecks implements CheckerProvider, Checker {

    static final String TYPE = "manual";

    private record ManualSpec() implements CheckSpec {
        @Override
        public String type() {
            return TYPE;
        }
    }

    private final Map<String, Function<CheckRequest, CompletionStage<Observation>>> behaviours = new HashMap<>();
    private final Map<String, Integer> started = new HashMap<>();
    private final Map<String, Integer> answered = new HashMap<>();

    static HealthTarget.Builder target(String name) {
        return HealthTarget.of(name, new ManualSpec());
    }

    /** Says what every such observation says, and refuses to guess at others. */
    static StatusEvaluator evaluator() {
        return (target, observation, previous) -> {
            if (observation instanceof Observation.Statement said) {
                return new Evaluation(said.status(), said.reason(), said.message(), said.checks(), Optional.empty());
            }
            Observation.Failure failure = (Observation.Failure) observation;
            return Evaluation.of(
                    failure.status(), failure.reason(), failure.message(), Checks.empty(), Optional.empty());
        };
    }

    /** Every check of the service ends at once, with this status. */
    void answer(String service, HealthStatus status) {
        behaviours.put(service, request -> CompletableFuture.completedFuture(observation(service, status)));
    }

    /** No check of the service ever ends by itself. */
    void hang(String service) {
        behaviours.put(service, request -> new CompletableFuture<>());
    }

    /** The next checks of the service end when the test says so. */
    CompletableFuture<Observation> pending(String service) {
        CompletableFuture<Observation> answer = new CompletableFuture<>();
        behaviours.put(service, request -> answer);
        return answer;
    }

    void behave(String service, Function<CheckRequest, CompletionStage<Observation>> behaviour) {
        behaviours.put(service, behaviour);
    }

    Observation observation(String service, HealthStatus status) {
        int number = answered.merge(service, 1, Integer::sum);
        Checks checks = Checks.of(Map.of("n", Integer.toString(number)));
        return status == HealthStatus.HEALTHY
                ? Observation.Statement.healthy(checks, Timings.NONE)
                : Observation.Statement.of(
                        status, Reason.REPORTED, "it says it is " + status.word(), checks, Timings.NONE);
    }

    int started(String service) {
        return started.getOrDefault(service, 0);
    }

    int answered(String service) {
        return answered.getOrDefault(service, 0);
    }

    @Override
    public CompletionStage<Observation> check(CheckRequest request) {
        started.merge(request.service(), 1, Integer::sum);
        return behaviours
                .getOrDefault(
                        request.service(),
                        any -> CompletableFuture.completedFuture(observation(request.service(), HealthStatus.HEALTHY)))
                .apply(request);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public CheckSpec spec(Options options) {
        return new ManualSpec();
    }

    @Override
    public Checker checker(CheckerContext context) {
        return this;
    }
}
