package io.healthmon.replay;

import io.healthmon.alert.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds which alerts of the draft are those that were recorded. Both are of one service and in the order of their triggers; two that
 * were opened within one interval of each other are one, and of several the nearest.
 */
final class Comparison {

    private final Duration interval;
    private final Instant until;

    /**
     * @param interval the service's
     * @param until what is resolved from then on is still active, as far as the log was replayed
     */
    Comparison(Duration interval, Instant until) {
        this.interval = interval;
        this.until = until;
    }

    List<Finding> compare(List<Fired> fired, List<Alert> recorded) {
        List<Finding> findings = new ArrayList<>();
        int f = 0;
        int r = 0;
        while (f < fired.size() || r < recorded.size()) {
            if (f == fired.size() || r < recorded.size() && isMissing(fired, f, recorded, r)) {
                findings.add(new Finding(Verdict.MISSING, Optional.empty(), Optional.of(recorded.get(r++))));
            } else if (r == recorded.size() || isNew(fired, f, recorded, r)) {
                findings.add(new Finding(Verdict.NEW, Optional.of(fired.get(f++)), Optional.empty()));
            } else {
                findings.add(both(fired.get(f++), recorded.get(r++)));
            }
        }
        return findings;
    }

    /** The recorded one comes too long before the draft's next, or the one after it is nearer to that. */
    private boolean isMissing(List<Fired> fired, int f, List<Alert> recorded, int r) {
        Duration apart = between(fired.get(f), recorded.get(r));
        return apart.compareTo(interval.negated()) < 0
                || r + 1 < recorded.size()
                        && between(fired.get(f), recorded.get(r + 1)).abs().compareTo(apart.abs()) < 0;
    }

    /** Likewise, the other way round. */
    private boolean isNew(List<Fired> fired, int f, List<Alert> recorded, int r) {
        Duration apart = between(fired.get(f), recorded.get(r));
        return apart.compareTo(interval) > 0
                || f + 1 < fired.size()
                        && between(fired.get(f + 1), recorded.get(r)).abs().compareTo(apart.abs()) < 0;
    }

    /** From the draft's to the recorded one. */
    private static Duration between(Fired fired, Alert recorded) {
        return Duration.between(fired.alert().triggeredAt(), recorded.triggeredAt());
    }

    private Finding both(Fired fired, Alert recorded) {
        return new Finding(verdict(fired.alert(), recorded), Optional.of(fired), Optional.of(recorded));
    }

    private Verdict verdict(Alert fired, Alert recorded) {
        Optional<Instant> ours = resolved(fired);
        Optional<Instant> theirs = resolved(recorded);
        if (ours.isEmpty() || theirs.isEmpty()) {
            return ours.equals(theirs) ? Verdict.SAME : ours.isEmpty() ? Verdict.LONGER : Verdict.SHORTER;
        }
        Duration apart = Duration.between(theirs.get(), ours.get());
        if (apart.abs().compareTo(interval) <= 0) {
            return Verdict.SAME;
        }
        return apart.isNegative() ? Verdict.SHORTER : Verdict.LONGER;
    }

    private Optional<Instant> resolved(Alert alert) {
        return alert.resolvedAt().filter(at -> at.isBefore(until));
    }
}
