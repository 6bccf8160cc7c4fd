package io.healthmon.javalin.page;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.alert.ServiceState;
import io.healthmon.check.Text;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.ComponentStatuses;
import io.healthmon.view.RecentChecks.Bar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a component of a service was at its newest checks.
 *
 * @param name its name, as the service told it
 * @param now how it was at the newest check that told of it
 * @param strip its bars, one for each check
 * @param share of the checks that told of it, those that found it operational, in per cent
 */
public record ComponentRow(String name, HealthStatus now, StripSvg strip, OptionalDouble share) {

    /** So many checks are looked at. */
    public static final int CHECKS = 90;

    private static final int MOST = 30;
    private static final int LONGEST_NAME = 60;

    /** A time in which nobody looked is no wider than this: it would push everything else out. */
    private static final int WIDEST_GAP = 5;

    /** What all rows have in common: the checks, and the times between them in which nobody looked. */
    private record Look(Optional<Instant> at, Map<String, HealthStatus> components) {}

    /** The rows of these checks, newest first as the history has them, in the order in which the newest names them. */
    static List<ComponentRow> of(HealthTarget target, List<CheckResult> newestFirst) {
        List<Look> looks = looks(target, newestFirst);
        Set<String> names = new LinkedHashSet<>();
        for (CheckResult check : newestFirst) {
            names.addAll(ComponentStatuses.of(check.evaluation()).keySet());
        }
        return names.stream().limit(MOST).map(name -> row(name, looks)).toList();
    }

    private static List<Look> looks(HealthTarget target, List<CheckResult> newestFirst) {
        List<CheckResult> checks = new ArrayList<>(newestFirst);
        Collections.reverse(checks);
        Duration unobserved = ServiceState.unobservedAfter(target);
        List<Look> looks = new ArrayList<>();
        @Nullable Instant before = null;
        for (CheckResult check : checks) {
            Duration between = before == null ? Duration.ZERO : Duration.between(before, check.timestamp());
            if (between.compareTo(unobserved) > 0) {
                long missed = between.dividedBy(target.schedule().interval()) - 1;
                for (int i = 0; i < Math.min(WIDEST_GAP, Math.max(1, missed)); i++) {
                    looks.add(new Look(Optional.empty(), Map.of()));
                }
            }
            looks.add(new Look(Optional.of(check.timestamp()), ComponentStatuses.of(check.evaluation())));
            before = check.timestamp();
        }
        return looks.subList(Math.max(0, looks.size() - CHECKS), looks.size());
    }

    private static ComponentRow row(String name, List<Look> looks) {
        List<Bar> bars = new ArrayList<>();
        HealthStatus now = HealthStatus.UNKNOWN;
        int told = 0;
        int operational = 0;
        for (Look look : looks) {
            Optional<HealthStatus> status =
                    Optional.ofNullable(look.components().get(name));
            bars.add(new Bar(status, 1, look.at().orElse(Instant.EPOCH)));
            if (status.isPresent()) {
                now = status.get();
                told++;
                operational += now.operational() ? 1 : 0;
            }
        }
        return new ComponentRow(
                Text.harmless(Text.cut(name, LONGEST_NAME)),
                now,
                StripSvg.of(bars, CHECKS),
                told == 0 ? OptionalDouble.empty() : OptionalDouble.of(100.0 * operational / told));
    }
}
