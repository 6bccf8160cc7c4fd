package io.healthmon.alert;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.evaluate.CheckResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why the default policy did what it did. */
final class Reasons {

    private Reasons() {}

    /** Enough checks in a row were not healthy. */
    static Why opens(HealthTarget target, ServiceState counted, boolean flapping) {
        String rule = counted.status() == HealthStatus.UNKNOWN ? "unknown-threshold" : "failure-threshold";
        int threshold = counted.opensAt(target);
        Map<String, String> facts = streak(rule, threshold, counted.failureStreak());
        if (flapping) {
            share(target, counted, facts);
        }
        return new Why(
                rule,
                facts,
                counting(counted),
                (counted.failureStreak() == 1
                                ? "1 check not healthy: it is " + counted.status()
                                : counted.failureStreak() + " checks in a row not healthy, the last "
                                        + counted.status())
                        + "; " + rule + " is " + threshold);
    }

    /** They were, and too early. */
    static Why tooEarly(HealthTarget target, ServiceState counted) {
        Why why = opens(target, counted, false);
        Map<String, String> facts = new LinkedHashMap<>(why.facts());
        facts.put("start-period", target.rules().startPeriod().toString());
        counted.trail().observedSince().ifPresent(since -> facts.put("observed-since", since.toString()));
        return new Why(
                why.rule(),
                facts,
                why.checks(),
                why.sentence() + "; it is observed since " + facts.get("observed-since") + ", and its start-period is "
                        + target.rules().startPeriod());
    }

    /** Enough checks in a row were healthy. */
    static Why resolves(HealthTarget target, ServiceState counted, boolean wasFlapping) {
        String rule = "recovery-threshold";
        int threshold = target.thresholds().recovery();
        Map<String, String> facts = streak(rule, threshold, counted.recoveryStreak());
        if (wasFlapping) {
            share(target, counted, facts);
        }
        return new Why(
                rule,
                facts,
                counting(counted),
                (counted.recoveryStreak() == 1
                                ? "1 healthy check"
                                : counted.recoveryStreak() + " healthy checks in a row")
                        + "; " + rule + " is " + threshold
                        + (wasFlapping ? "; it does not flap any more" : ""));
    }

    /** The service began or ceased to flap. */
    static Why flaps(HealthTarget target, ServiceState counted, Alert before, Alert after) {
        Map<String, String> facts = new LinkedHashMap<>();
        share(target, counted, facts);
        statuses(counted, before, after, facts);
        String share = Flaps.isKnown(counted.trail()) ? Flaps.share(counted.trail()) : "unknown";
        return new Why(
                "flapping",
                facts,
                counting(counted),
                after.flapping()
                        ? "it changed between healthy and not healthy too often to resolve: " + share
                                + " of its last checks, weighted, and flapping.high is " + facts.get("flapping.high")
                        : "it does not flap any more: the share of changes is " + share);
    }

    /** The alert followed its service's status, cause or criticality. */
    static Why follows(ServiceState counted, CheckResult check, Alert before, Alert after) {
        Map<String, String> facts = new LinkedHashMap<>();
        statuses(counted, before, after, facts);
        if (before.severity() != after.severity()) {
            facts.put("severity-was", before.severity().word());
            facts.put("severity-is", after.severity().word());
        }
        return new Why(
                "follow",
                facts,
                List.of(CountedCheck.of(check)),
                "was: " + before.severity().word() + ", " + before.message());
    }

    /** It is time to tell it again. */
    static Why reminds(HealthTarget target, CheckResult check, Alert alert) {
        String every = target.rules().reminderInterval().orElseThrow().toString();
        return new Why(
                "reminder-interval",
                Map.of("reminder-interval", every),
                List.of(CountedCheck.of(check)),
                "active since " + alert.triggeredAt() + ", and nobody has acknowledged it; reminder-interval is "
                        + every);
    }

    /** The present streak; of a healthy one that is longer than what is kept, the newest. */
    private static List<CountedCheck> counting(ServiceState counted) {
        List<CountedCheck> streak = counted.trail().streak();
        return streak.isEmpty()
                ? counted.lastCheck().map(CountedCheck::of).stream().toList()
                : streak;
    }

    private static Map<String, String> streak(String rule, int threshold, int streak) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(rule, Integer.toString(threshold));
        facts.put("streak", Integer.toString(streak));
        return facts;
    }

    private static void share(HealthTarget target, ServiceState counted, Map<String, String> facts) {
        facts.put("flapping.share", Flaps.share(counted.trail()));
        target.rules().flapping().ifPresent(rule -> {
            facts.put("flapping.high", rule.high() + " %");
            facts.put("flapping.low", rule.low() + " %");
        });
    }

    /** What the alert told before, and what it tells now: the same while its service is healthy for a few checks. */
    private static void statuses(ServiceState counted, Alert before, Alert after, Map<String, String> facts) {
        facts.put("was", AlertMessage.status(before).orElse(counted.status()).word());
        facts.put("is", AlertMessage.status(after).orElse(counted.status()).word());
    }
}
