package io.healthmon.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthTarget;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.target.AlertRules;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The default policy against {@link AlertModel}, over many random histories; {@code -Dhealthmon.policy.tries} says how many. */
class PolicyModelTest {

    private static final long TRIES = Long.getLong("healthmon.policy.tries", 3_000);
    private static final long SEED = Long.getLong("healthmon.policy.seed", 20_260_101);
    private static final int CHECKS = 80;

    private static RandomHistory history(long number) {
        return RandomHistory.of(new SplittableRandom(SEED + number), CHECKS);
    }

    /** How many alerts the history opens. */
    private static int decided(HealthTarget target, RandomHistory history) {
        AlertModel model = new AlertModel(target);
        ServiceState state = ServiceState.initial(target.name());
        for (CheckResult check : history.checks()) {
            Decision decision = AlertPolicy.standard().decide(target, state, check);
            model.check(check, decision);
            state = decision.state();
        }
        return model.alerts;
    }

    @Test
    void policy_overAnyHistory_isTheModel() {
        long alerts = LongStream.range(0, TRIES)
                .parallel()
                .map(number -> {
                    RandomHistory history = history(number);
                    try {
                        return decided(history.target(), history);
                    } catch (Throwable t) {
                        throw new AssertionError("history " + number + " of seed " + SEED + ": " + t.getMessage(), t);
                    }
                })
                .sum();

        assertThat(alerts).isGreaterThan(TRIES);
    }

    @Test
    void flapping_overAnyHistory_opensNoMoreAlerts_andFewerInAll() {
        long[] counts = LongStream.range(0, TRIES / 10)
                .mapToObj(PolicyModelTest::history)
                .filter(history -> history.target().rules().flapping().isPresent())
                .map(history -> {
                    int with = decided(history.target(), history);
                    int without = decided(without(history.target()), history);
                    assertThat(with).isLessThanOrEqualTo(without);
                    return new long[] {with, without};
                })
                .reduce(new long[2], (one, other) -> new long[] {one[0] + other[0], one[1] + other[1]});

        assertThat(counts[0]).isLessThan(counts[1]);
    }

    private static HealthTarget without(HealthTarget target) {
        AlertRules rules = target.rules();
        return new HealthTarget(
                target.name(),
                target.spec(),
                target.critical(),
                target.schedule(),
                target.thresholds(),
                target.labels(),
                new AlertRules(
                        rules.startPeriod(),
                        Optional.<Duration>empty(),
                        rules.reminderInterval(),
                        Optional.empty(),
                        List.of()));
    }
}
