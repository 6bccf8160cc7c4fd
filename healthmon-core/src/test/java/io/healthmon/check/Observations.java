package io.healthmon.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;

/** Assertions on what a check found. */
public final class Observations {

    private Observations() {}

    /** It is healthy, and these are its components. */
    public static void assertHealthy(Observation observation, String checks) {
        assertThat(observation).isInstanceOfSatisfying(Observation.Statement.class, statement -> {
            assertThat(statement.message()).isEmpty();
            assertThat(statement.status()).isEqualTo(HealthStatus.HEALTHY);
            assertThat(statement.checks()).isEqualTo(Checks.stored(checks));
        });
    }

    /** It is a statement or a failure of this status and reason, with this sentence. */
    public static void assertFound(Observation observation, HealthStatus status, Reason reason, String message) {
        if (observation instanceof Observation.Statement statement) {
            assertThat(statement.message()).hasValue(message);
            assertThat(statement.reason()).hasValue(reason);
            assertThat(statement.status()).isEqualTo(status);
        } else {
            assertThat(observation).isInstanceOfSatisfying(Observation.Failure.class, failure -> {
                assertThat(failure.message()).isEqualTo(message);
                assertThat(failure.reason()).isEqualTo(reason);
                assertThat(failure.status()).isEqualTo(status);
            });
        }
    }
}
