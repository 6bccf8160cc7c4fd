package io.healthmon.store;

import io.healthmon.HealthStatus;
import io.healthmon.evaluate.CheckResult;
import java.util.Optional;

/** What waits to be recorded, with its number among all that its monitor ever made: see {@link NumberedStep}. */
public sealed interface Numbered permits NumberedStep, NumberedResult {

    /** The number; 1 or more, and of one origin ever higher. */
    long number();

    /** The service's name. */
    String service();

    /** The check; empty if a step has another cause. */
    Optional<CheckResult> check();

    /** Checks of the service before it that are not recorded. */
    Optional<Gap> gap();

    /** The gap that it becomes if it is given up: its check, those before it, and the time in which nobody looked; mostly just a check. */
    default Optional<Gap> asGap() {
        Optional<Gap> own = check().map(CheckResult::timestamp).map(Gap::of);
        return gap().map(before -> own.map(before::plus).orElse(before)).or(() -> own);
    }

    /** True if it tells of an alert, or of a message: such a step is never given up. */
    boolean changesAnAlert();

    /** True if it is a check that found the service healthy, and changes no alert: what can be spared first. */
    default boolean healthyAlone() {
        return !changesAnAlert()
                && check().filter(check -> check.evaluation().status() == HealthStatus.HEALTHY)
                        .isPresent();
    }
}
