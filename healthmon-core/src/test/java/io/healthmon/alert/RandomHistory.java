package io.healthmon.alert;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.check.Checks;
import io.healthmon.check.Reason;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.target.AlertRules;
import io.healthmon.target.Flapping;
import io.healthmon.target.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A service with random rules, and what its checks find: by turns calm, failing, restless and anything; rarely the monitor sleeps
 * meanwhile.
 *
 * @param target the service
 * @param checks in order
 */
record RandomHistory(HealthTarget target, List<CheckResult> checks) {

    private static final HealthStatus[] FAILING = {HealthStatus.DEGRADED, HealthStatus.UNHEALTHY, HealthStatus.UNKNOWN};
    private static final String[] CAUSES = {"it is full", "it is gone"};

    /** What the checks of a while find. */
    private enum While {
        CALM,
        FAILING,
        RESTLESS,
        ANYTHING
    }

    static RandomHistory of(RandomGenerator lot, int length) {
        HealthTarget target = target(lot);
        List<CheckResult> checks = new ArrayList<>(length);
        Instant now = History.START;
        While mode = While.CALM;
        HealthStatus last = HealthStatus.HEALTHY;
        for (int i = 0; i < length; i++) {
            if (lot.nextInt(8) == 0) {
                mode = While.values()[lot.nextInt(4)];
            }
            last = status(lot, mode, last);
            now = now.plusSeconds(lot.nextInt(40) == 0 ? 71 + lot.nextInt(500) : 1 + lot.nextInt(60));
            checks.add(check(now, last, CAUSES[lot.nextInt(12) / 11]));
        }
        return new RandomHistory(target, checks);
    }

    private static HealthTarget target(RandomGenerator lot) {
        int high = 1 + lot.nextInt(60);
        AlertRules rules = new AlertRules(
                lot.nextInt(3) == 0 ? Duration.ofSeconds(lot.nextInt(300)) : Duration.ZERO,
                Optional.empty(),
                lot.nextInt(3) == 0 ? Optional.of(Duration.ofSeconds(60 + lot.nextInt(400))) : Optional.empty(),
                lot.nextBoolean() ? Optional.of(new Flapping(high, 1 + lot.nextInt(high))) : Optional.empty(),
                List.of());
        return HealthTarget.tcp("api", "127.0.0.1", 1)
                .critical(lot.nextBoolean())
                .thresholds(new Thresholds(1 + lot.nextInt(4), 1 + lot.nextInt(4), lot.nextInt(5)))
                .rules(rules)
                .build();
    }

    private static HealthStatus status(RandomGenerator lot, While mode, HealthStatus last) {
        return switch (mode) {
            case CALM -> HealthStatus.HEALTHY;
            case FAILING -> FAILING[lot.nextInt(3)];
            case RESTLESS -> last == HealthStatus.HEALTHY ? FAILING[lot.nextInt(3)] : HealthStatus.HEALTHY;
            case ANYTHING -> HealthStatus.values()[lot.nextInt(4)];
        };
    }

    private static CheckResult check(Instant at, HealthStatus status, String cause) {
        Evaluation evaluation = status == HealthStatus.HEALTHY
                ? Evaluation.healthy(Checks.empty(), Optional.empty())
                : Evaluation.of(status, Reason.REPORTED, cause, Checks.empty(), Optional.empty());
        return new CheckResult("api", at, Duration.ofMillis(5), evaluation);
    }
}
