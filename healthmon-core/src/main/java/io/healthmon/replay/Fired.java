package io.healthmon.replay;

import io.healthmon.alert.Alert;
import io.healthmon.alert.Transition;

/**
 * An alert that the draft would have opened.
 *
 * @param alert as it was at the end: resolved, or still active
 * @param rule the rule that opened it, as in the configuration where it stands there
 * @param reason why it was opened, for people
 */
public record Fired(Alert alert, String rule, String reason) {

    static Fired by(Transition trigger) {
        return new Fired(trigger.alert(), trigger.why().rule(), trigger.reason());
    }

    Fired with(Alert now) {
        return new Fired(now, rule, reason);
    }
}
