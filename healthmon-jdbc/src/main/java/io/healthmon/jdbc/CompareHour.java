package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_HOURLY_ROLLUP;

import io.healthmon.jdbc.generated.tables.HealthmonHourlyRollup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Holds an hour's rollups against its rows, for some services. */
final class CompareHour {

    private CompareHour() {}

    /**
     * How it went.
     *
     * @param differences what differs
     * @param last the last service; empty if there are no more behind it
     */
    record Outcome(List<String> differences, Optional<String> last) {}

    /**
     * @param snapshot sees one moment
     * @param after the last service before; empty at the beginning
     * @param limit how many services at most
     */
    static Outcome run(DSLContext snapshot, Instant hour, Optional<String> after, int limit) {
        List<Rollup> fromRows = RollupsFromRows.run(snapshot, hour, after, limit);
        Optional<String> last = fromRows.size() < limit
                ? Optional.empty()
                : Optional.of(fromRows.get(limit - 1).service());
        Map<String, Rollup> kept = new LinkedHashMap<>();
        kept(snapshot, hour, after, last).forEach(row -> kept.put(row.service(), row));
        List<String> differences = new ArrayList<>();
        for (Rollup right : fromRows) {
            Rollup its = kept.remove(right.service());
            if (its == null) {
                differences.add(right.service() + ": the rollup of " + hour + " is missing");
            } else if (!its.counts().equals(right.counts())) {
                differences.add(right.service() + ": the rollup of " + hour + " counts " + its.counts() + ", the rows "
                        + right.counts());
            } else if (!Arrays.equals(its.times().bytes(), right.times().bytes())) {
                differences.add(
                        right.service() + ": the rollup of " + hour + " has other response times than the rows");
            }
        }
        kept.keySet().forEach(service -> differences.add(service + ": there is a rollup of " + hour + " and no row"));
        return new Outcome(differences, last);
    }

    private static List<Rollup> kept(DSLContext snapshot, Instant hour, Optional<String> after, Optional<String> last) {
        HealthmonHourlyRollup rollup = HEALTHMON_HOURLY_ROLLUP;
        Condition which = rollup.HOUR.eq(hour);
        which = which.and(after.map(rollup.SERVICE_NAME::gt).orElse(DSL.noCondition()));
        which = which.and(last.map(rollup.SERVICE_NAME::le).orElse(DSL.noCondition()));
        return snapshot.selectFrom(rollup).where(which).fetch(RollupTable.HOURLY::rollup);
    }
}
