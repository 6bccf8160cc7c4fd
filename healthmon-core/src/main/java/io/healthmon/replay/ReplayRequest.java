package io.healthmon.replay;

import io.healthmon.HealthTarget;
import io.healthmon.alert.AlertPolicy;
import io.healthmon.alert.context.AlertContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What is to be replayed.
 *
 * @param targets the draft's services
 * @param policy the draft's policy
 * @param context the draft's maintenance windows and canaries, and what people said beforehand; silences keep no alert from being opened
 * @param since from when on alerts are wanted
 * @param until up to when; not before {@code since}, not included
 * @param warmUp how much of the log before {@code since} is folded first, so that streaks and active alerts are right when it begins
 * @param listed how many alerts, and how many suppressions, are listed at most; 0 or more
 */
public record ReplayRequest(
        List<HealthTarget> targets,
        AlertPolicy policy,
        AlertContext context,
        Instant since,
        Instant until,
        Duration warmUp,
        int listed) {

    /** How much is folded first unless told otherwise: a day. */
    public static final Duration DEFAULT_WARM_UP = Duration.ofDays(1);

    /** How many are listed unless told otherwise. */
    public static final int DEFAULT_LISTED = 1_000;

    /** The most that can be listed. */
    public static final int MOST_LISTED = 10_000;

    public ReplayRequest {
        targets = List.copyOf(targets);
        if (until.isBefore(since)) {
            throw new IllegalArgumentException("a replay must not end before it begins: " + since + " to " + until);
        }
        if (warmUp.isNegative()) {
            throw new IllegalArgumentException("warm-up must be zero or more, not " + warmUp);
        }
        if (listed < 0 || listed > MOST_LISTED) {
            throw new IllegalArgumentException("0 to " + MOST_LISTED + " alerts can be listed, not " + listed);
        }
    }

    /** One with the default policy, nothing said beforehand, a day to warm up, and a thousand alerts listed. */
    public static ReplayRequest of(List<HealthTarget> targets, Instant since, Instant until) {
        return new ReplayRequest(
                targets, AlertPolicy.standard(), AlertContext.NONE, since, until, DEFAULT_WARM_UP, DEFAULT_LISTED);
    }

    /** This with another policy. */
    public ReplayRequest with(AlertPolicy other) {
        return new ReplayRequest(targets, other, context, since, until, warmUp, listed);
    }

    /** This in another context. */
    public ReplayRequest in(AlertContext other) {
        return new ReplayRequest(targets, policy, other, since, until, warmUp, listed);
    }

    /** This, warmed up by another part of the log. */
    public ReplayRequest warmedUpFor(Duration other) {
        return new ReplayRequest(targets, policy, context, since, until, other, listed);
    }

    /** This, listing so many at most. */
    public ReplayRequest listing(int most) {
        return new ReplayRequest(targets, policy, context, since, until, warmUp, most);
    }
}
