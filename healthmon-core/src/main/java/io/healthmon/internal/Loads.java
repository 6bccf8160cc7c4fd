package io.healthmon.internal;

import io.healthmon.alert.ServiceState;
import io.healthmon.check.Checks;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.store.Numbered;
import io.healthmon.store.NumberedResult;
import io.healthmon.store.NumberedStep;
import io.healthmon.store.Step;
import java.util.Optional;

/** What waits weighs, and what of it can be spared. What targets sent is nearly all of it: status and cause stay. */
final class Loads {

    /** A step with its state and messages, but for what the target sent. */
    private static final long ROW_BYTES = 700;

    private static final Checks LEFT_OUT = Checks.error("left out: too much was waiting for the store");

    static final Backlog.Load<Pending> PENDING = new Backlog.Load<>() {
        @Override
        public long bytes(Pending pending) {
            return Loads.bytes(pending.entry());
        }

        @Override
        public Pending lightened(Pending pending) {
            Numbered light = Loads.lightened(pending.entry());
            return light == pending.entry() ? pending : pending.with(light);
        }
    };

    private Loads() {}

    /** A step's check and its state's last check are one and the same. */
    private static long bytes(Numbered entry) {
        Optional<CheckResult> sent =
                entry instanceof NumberedStep numbered ? numbered.step().state().lastCheck() : entry.check();
        return ROW_BYTES
                + sent.map(check -> check.evaluation().checks().json().length()).orElse(0);
    }

    private static Numbered lightened(Numbered entry) {
        if (entry instanceof NumberedStep numbered) {
            Step step = lightened(numbered.step());
            return step == numbered.step() ? entry : new NumberedStep(entry.number(), step);
        }
        CheckResult result = entry.check().orElseThrow();
        CheckResult light = lightened(result);
        return light == result ? entry : new NumberedResult(entry.number(), light, entry.gap());
    }

    private static Step lightened(Step step) {
        ServiceState state = step.state();
        CheckResult last = state.lastCheck().orElse(null);
        if (last == null || lightened(last) == last) {
            return step;
        }
        return new Step(
                step.check().map(Loads::lightened),
                state.withLastCheck(Optional.of(lightened(last))),
                step.transitions(),
                step.suppressions(),
                step.notifications(),
                step.deliveries(),
                step.gap(),
                step.unobserved());
    }

    private static CheckResult lightened(CheckResult result) {
        Checks sent = result.evaluation().checks();
        return sent.json().length() <= LEFT_OUT.json().length() ? result : with(result, LEFT_OUT);
    }

    /** The same result with other components. */
    static CheckResult with(CheckResult result, Checks checks) {
        Evaluation found = result.evaluation();
        return new CheckResult(
                result.service(),
                result.timestamp(),
                result.responseTime(),
                new Evaluation(found.status(), found.reason(), found.message(), checks, found.format()));
    }
}
