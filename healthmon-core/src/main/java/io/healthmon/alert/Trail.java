package io.healthmon.alert;

import io.healthmon.HealthStatus;
import io.healthmon.evaluate.CheckResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of a service's log, beyond its newest check, decisions rest on. A fold of the log alone, as the streaks are. Small: of a
 * service that is healthy for long it holds no check.
 *
 * @param streak the checks of the present streak, the oldest first: of a streak of failures the first nine and the newest; of
 *     healthy ones likewise, until there are more than {@link #MOST}, and none from then on
 * @param changes bit {@code i} is set if the check {@code i} before the newest found the opposite of the one before it, healthy or not;
 *     of the last {@link #WINDOW} checks
 * @param observed how many checks the bits are of; 0 to {@link #WINDOW}
 * @param observedSince the first check ever, or the first after a time in which the service was not observed; empty before
 */
public record Trail(List<CountedCheck> streak, int changes, int observed, Optional<Instant> observedSince) {

    /** How many checks of a streak are kept. */
    public static final int MOST = 10;

    /** Over how many checks changes are counted: Icinga's 20. */
    public static final int WINDOW = 20;

    /** Before the first check. */
    public static final Trail NONE = new Trail(List.of(), 0, 0, Optional.empty());

    private static final int WINDOW_BITS = (1 << WINDOW) - 1;

    public Trail {
        streak = List.copyOf(streak);
    }

    /**
     * The trail after one more check.
     *
     * @param last the check before it
     * @param streakLength how long the present streak is with it
     * @param unobservedFor a longer time between two checks is one in which the service was not observed
     */
    Trail after(Optional<CheckResult> last, CheckResult check, int streakLength, Duration unobservedFor) {
        boolean changed = last.isPresent() && healthy(last.get()) != healthy(check);
        int window = (changes << 1 | (changed ? 1 : 0)) & WINDOW_BITS;
        boolean unobserved = last.isEmpty()
                || Duration.between(last.get().timestamp(), check.timestamp()).compareTo(unobservedFor) > 0;
        return new Trail(
                grown(changed || last.isEmpty(), check, streakLength),
                window,
                Math.min(WINDOW, observed + 1),
                unobserved || observedSince.isEmpty() ? Optional.of(check.timestamp()) : observedSince);
    }

    private List<CountedCheck> grown(boolean first, CheckResult check, int streakLength) {
        if (first) {
            return List.of(CountedCheck.of(check));
        }
        if (healthy(check) && streakLength > MOST) {
            return List.of();
        }
        List<CountedCheck> grown = new ArrayList<>(streak);
        if (grown.size() == MOST) {
            grown.remove(MOST - 1);
        }
        grown.add(CountedCheck.of(check));
        return grown;
    }

    private static boolean healthy(CheckResult check) {
        return check.evaluation().status() == HealthStatus.HEALTHY;
    }
}
