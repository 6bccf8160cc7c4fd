package io.healthmon.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.healthmon.check.Checks;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the records refuse, and what they make of nanoseconds. */
class RecordsTest {

    private static final Instant MICROS = Instant.parse("2026-01-01T00:00:00.123456Z");
    private static final Instant NANOS = MICROS.plusNanos(789);

    private static CheckResult check(Duration took) {
        return new CheckResult("a", NANOS, took, Evaluation.healthy(Checks.empty(), Optional.empty()));
    }

    private static Alert alert() {
        return new Alert("a", Severity.WARNING, "it is down", NANOS, Optional.empty());
    }

    @Test
    void times_areKeptAsTheDatabaseKeepsThem() {
        assertThat(alert().triggeredAt()).isEqualTo(MICROS);
        assertThat(alert().resolved(NANOS).resolvedAt()).hasValue(MICROS);
        assertThat(new Transition(Transition.Kind.TRIGGERED, alert(), NANOS, Why.of("test", "because")).at())
                .isEqualTo(MICROS);
        assertThat(check(Duration.ZERO).timestamp()).isEqualTo(MICROS);
    }

    @Test
    void values_thatCannotBe_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> check(Duration.ofNanos(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServiceState("a", Optional.empty(), Optional.empty(), -1, 0, Optional.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServiceState("a", Optional.empty(), Optional.empty(), 0, -1, Optional.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Transition(Transition.Kind.RESOLVED, alert(), NANOS, Why.of("test", "because")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Transition(
                        Transition.Kind.CHANGED, alert().resolved(NANOS), NANOS, Why.of("test", "because")));
    }
}
