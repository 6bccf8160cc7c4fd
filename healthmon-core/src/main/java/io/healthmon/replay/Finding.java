package io.healthmon.replay;

import io.healthmon.alert.Alert;
import java.time.Instant;
import java.util.Optional;

/**
 * An alert of the draft, one that was recorded, or both where they are one.
 *
 * @param verdict how they compare
 * @param fired the draft's; empty if it is {@link Verdict#MISSING}
 * @param recorded the recorded one; empty if it is {@link Verdict#NEW}
 */
public record Finding(Verdict verdict, Optional<Fired> fired, Optional<Alert> recorded) {

    public Finding {
        if (fired.isEmpty() != (verdict == Verdict.MISSING) || recorded.isEmpty() != (verdict == Verdict.NEW)) {
            throw new IllegalArgumentException(verdict + " does not go with what is there of the alert");
        }
    }

    /** The draft's alert, or the recorded one where there is no other. */
    public Alert alert() {
        return fired.map(Fired::alert).or(() -> recorded).orElseThrow();
    }

    /** When the draft opens it, or when it was opened. */
    public Instant triggeredAt() {
        return alert().triggeredAt();
    }

    /** True if both are there, and one is more severe. */
    public boolean severityDiffers() {
        return fired.isPresent()
                && recorded.isPresent()
                && fired.get().alert().severity() != recorded.get().severity();
    }

    /** True if either was opened at that moment or later. */
    boolean beginsSince(Instant moment) {
        return fired.filter(its -> !its.alert().triggeredAt().isBefore(moment)).isPresent()
                || recorded.filter(its -> !its.triggeredAt().isBefore(moment)).isPresent();
    }
}
