package io.healthmon.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.check.Checks;
import io.healthmon.check.Observation;
import io.healthmon.check.Observation.Failure;
import io.healthmon.check.Observation.MonitorFault;
import io.healthmon.check.Observation.Statement;
import io.healthmon.check.Observation.Unsettled;
import io.healthmon.check.Reason;
import io.healthmon.check.Timings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StandardEvaluatorTest {

    private static final HealthTarget TARGET =
            HealthTarget.tcp("db", "localhost", 5432).build();
    private static final Checks CHECKS = Checks.of(Map.of("container", "starting"));

    private static Evaluation evaluate(Observation observation, HealthStatus previous) {
        return StatusEvaluator.standard().evaluate(TARGET, observation, previous);
    }

    @Test
    void statement_isTakenAsItIs() {
        Evaluation evaluation = evaluate(
                Statement.of(HealthStatus.DEGRADED, Reason.COMPONENT, "two of three answer", CHECKS, Timings.NONE),
                HealthStatus.HEALTHY);

        assertThat(evaluation)
                .isEqualTo(Evaluation.of(
                        HealthStatus.DEGRADED,
                        Reason.COMPONENT,
                        "two of three answer",
                        CHECKS,
                        java.util.Optional.empty()));
        assertThat(evaluate(Statement.healthy(CHECKS, Timings.NONE), HealthStatus.UNHEALTHY)
                        .status())
                .isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void failure_keepsItsStatusAndTellsTheErrorInTheChecks() {
        Evaluation evaluation = evaluate(
                Failure.unknown(Reason.CONNECT_REFUSED, "nothing listens on localhost:5432", Timings.NONE),
                HealthStatus.HEALTHY);

        assertThat(evaluation.status()).isEqualTo(HealthStatus.UNKNOWN);
        assertThat(evaluation.reason()).contains(Reason.CONNECT_REFUSED);
        assertThat(evaluation.checks().json()).isEqualTo("{\"error\":\"nothing listens on localhost:5432\"}");
    }

    @ParameterizedTest
    @EnumSource(HealthStatus.class)
    void unsettled_keepsThePreviousStatus(HealthStatus previous) {
        Evaluation evaluation = evaluate(new Unsettled("the container is starting", CHECKS, Timings.NONE), previous);

        assertThat(evaluation.status()).isEqualTo(previous);
        assertThat(evaluation.checks()).isEqualTo(CHECKS);
        if (previous != HealthStatus.HEALTHY) {
            assertThat(evaluation.reason()).contains(Reason.STARTING);
            assertThat(evaluation.message()).contains("the container is starting");
        }
    }

    @Test
    void monitorFault_isNoStatementAboutTheTarget() {
        assertThatThrownBy(() -> evaluate(new MonitorFault("no file handles"), HealthStatus.HEALTHY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void answer_ofATargetOfAnotherKind_isReadWithDefaults() {
        Evaluation evaluation =
                evaluate(Answers.answer(503, Answers.JSON, "{\"status\":\"degraded\"}"), HealthStatus.HEALTHY);

        assertThat(evaluation.status()).isEqualTo(HealthStatus.DEGRADED);
    }
}
