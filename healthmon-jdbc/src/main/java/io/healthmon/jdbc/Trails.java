package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_CHECKS;
import static org.jooq.impl.DSL.inline;

import io.healthmon.HealthStatus;
import io.healthmon.alert.CountedCheck;
import io.healthmon.alert.Trail;
import io.healthmon.jdbc.generated.tables.ServiceHealthChecks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.Select;

/** What {@link Trail} folds of each check, computed from the end of a log. */
final class Trails {

    /** Whether a check changed anything is seen from the one before it. */
    static final int NEWEST = Trail.WINDOW + 1;

    private Trails() {}

    /** The service's newest checks, the newest first; {@link #NEWEST} at most. */
    static List<CountedCheck> newest(DSLContext snapshot, String service) {
        ServiceHealthChecks checks = SERVICE_HEALTH_CHECKS;
        return fetch(snapshot.select(checks.TIMESTAMP, checks.STATUS)
                .from(checks)
                .where(checks.SERVICE_NAME.eq(service))
                .orderBy(checks.TIMESTAMP.desc(), checks.ID.desc())
                .limit(inline(NEWEST)));
    }

    /** The first of the service's checks after one, the oldest first; {@link Trail#MOST} at most. */
    static List<CountedCheck> firstAfter(DSLContext snapshot, String service, Optional<Instant> last) {
        ServiceHealthChecks checks = SERVICE_HEALTH_CHECKS;
        Condition after = checks.TIMESTAMP.gt(last.orElse(Instant.EPOCH));
        return fetch(snapshot.select(checks.TIMESTAMP, checks.STATUS)
                .from(checks)
                .where(checks.SERVICE_NAME.eq(service), after)
                .orderBy(checks.TIMESTAMP, checks.ID)
                .limit(inline(Trail.MOST)));
    }

    private static List<CountedCheck> fetch(Select<Record2<Instant, String>> rows) {
        return rows.fetch(row -> new CountedCheck(row.value1(), CheckRows.status(row.value2())));
    }

    /** {@link Trail#changes()} of a log whose newest checks are these. */
    static int changes(List<CountedCheck> newestFirst) {
        int changes = 0;
        for (int i = 0; i < Trail.WINDOW && i + 1 < newestFirst.size(); i++) {
            if (healthy(newestFirst.get(i)) != healthy(newestFirst.get(i + 1))) {
                changes |= 1 << i;
            }
        }
        return changes;
    }

    /**
     * {@link Trail#streak()}.
     *
     * @param first the streak's first checks, the oldest first
     * @param newest its last one
     * @param length how long it is
     */
    static List<CountedCheck> streak(List<CountedCheck> first, CountedCheck newest, long length) {
        if (length <= Trail.MOST) {
            return first;
        }
        if (healthy(newest)) {
            return List.of();
        }
        List<CountedCheck> both = new ArrayList<>(first.subList(0, Math.min(Trail.MOST - 1, first.size())));
        both.add(newest);
        return both;
    }

    /** Of a log that may go back further than these. */
    static Trail of(List<CountedCheck> newestFirst) {
        CountedCheck newest = newestFirst.get(0);
        List<CountedCheck> streak = new ArrayList<>();
        for (CountedCheck check : newestFirst) {
            if (healthy(check) != healthy(newest)) {
                break;
            }
            streak.add(check);
        }
        Collections.reverse(streak);
        return new Trail(
                streak(streak, newest, streak.size()),
                changes(newestFirst),
                Math.min(Trail.WINDOW, newestFirst.size()),
                Optional.of(newestFirst.get(newestFirst.size() - 1).timestamp()));
    }

    private static boolean healthy(CountedCheck check) {
        return check.status() == HealthStatus.HEALTHY;
    }
}
