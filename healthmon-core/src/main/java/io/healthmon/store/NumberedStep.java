package io.healthmon.store;

import io.healthmon.evaluate.CheckResult;
import java.util.Optional;

/**
 * A step and its number among all that its monitor ever made. Numbers of one origin strictly increase, with gaps where steps
 * were given up, and none is used twice: by its number a store tells a step that is given again from a new one, also after the
 * monitor was started anew.
 *
 * @param number 1 or more
 * @param step the step
 */
public record NumberedStep(long number, Step step) implements Numbered {

    public NumberedStep {
        if (number < 1) {
            throw new IllegalArgumentException("a step's number must be 1 or more, not " + number);
        }
    }

    @Override
    public String service() {
        return step.service();
    }

    @Override
    public Optional<CheckResult> check() {
        return step.check();
    }

    @Override
    public Optional<Gap> gap() {
        return step.gap();
    }

    @Override
    public Optional<Gap> asGap() {
        Optional<Gap> all = Numbered.super.asGap();
        return step.unobserved()
                .flatMap(time -> all.map(gap ->
                        new Gap(time.from().isBefore(gap.from()) ? time.from() : gap.from(), gap.to(), gap.checks())))
                .or(() -> all);
    }

    @Override
    public boolean changesAnAlert() {
        return step.tellsOfAlerts();
    }
}
