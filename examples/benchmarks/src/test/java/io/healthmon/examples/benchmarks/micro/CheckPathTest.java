package io.healthmon.examples.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.alert.Trail;
import org.junit.jupiter.api.Test;

/** What is measured is what it says. */
class CheckPathTest {

    private final CheckPath path = new CheckPath();

    @Test
    void evaluator_readsTheBody() {
        assertThat(path.evaluateHealthy().status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(path.evaluateHealthy().checks().json()).contains("token_refresh_service");
        assertThat(path.evaluateDegraded().status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(path.readJson().toString()).contains("bot_manager");
    }

    @Test
    void policy_doesNothing_orOpensAnAlert() {
        assertThat(path.decideSteady().transitions()).isEmpty();
        assertThat(path.wholePath().transitions()).isEmpty();
        assertThat(path.decideOpening().transitions()).hasSize(1);
        assertThat(path.decideFlapping().state().trail().changes()).isEqualTo((1 << Trail.WINDOW) - 1);
    }
}
