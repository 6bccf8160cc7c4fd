package io.healthmon.internal;

import io.healthmon.alert.ServiceState;
import io.healthmon.check.Checks;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.store.Step;
import java.util.Optional;

/** What waiting results weigh. What targets sent is nearly all of it, and what can be spared: status and cause stay. */
final class Loads {

    /** A step with its state and messages, but for what the target sent. */
    private static final long ROW_BYTES = 700;

    private static final Checks LEFT_OUT = Checks.error("left out: too much was waiting for the store");

    static final Backlog.Load<CheckResult> RESULT = new Backlog.Load<>() {
        @Override
        public long bytes(CheckResult result) {
            return ROW_BYTES + result.evaluation().checks().json().length();
        }

        @Override
        public CheckResult lightened(CheckResult result) {
            Checks sent = result.evaluation().checks();
            return sent.json().length() <= LEFT_OUT.json().length() ? result : with(result, LEFT_OUT);
        }
    };

    /** A step's check and its state's last check are one and the same. */
    static final Backlog.Load<Step> STEP = new Backlog.Load<>() {
        @Override
        public long bytes(Step step) {
            return step.state().lastCheck().map(RESULT::bytes).orElse(ROW_BYTES);
        }

        @Override
        public Step lightened(Step step) {
            ServiceState state = step.state();
            CheckResult last = state.lastCheck().orElse(null);
            if (last == null || RESULT.lightened(last) == last) {
                return step;
            }
            return new Step(
                    step.check().map(RESULT::lightened),
                    new ServiceState(
                            state.service(),
                            Optional.of(RESULT.lightened(last)),
                            state.since(),
                            state.failureStreak(),
                            state.recoveryStreak(),
                            state.activeAlert()),
                    step.transitions());
        }
    };

    private Loads() {}

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
