package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_DAILY_ROLLUP;
import static io.healthmon.jdbc.generated.Tables.HEALTHMON_HOURLY_ROLLUP;
import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_CHECKS;
import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.or;

import io.healthmon.HealthStatus;
import io.healthmon.jdbc.generated.tables.HealthmonHourlyRollup;
import io.healthmon.jdbc.generated.tables.ServiceHealthChecks;
import io.healthmon.store.StatusCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.TableField;

/**
 * A service's checks in the log, asked from their end: by rollups and the rows of few hours, so that the cost does not depend on how long
 * the log is.
 */
final class LogOfService {

    private static final Duration HOUR = Duration.ofHours(1);

    private final DSLContext snapshot;
    private final String service;
    private final Coverage coverage;

    private LogOfService(DSLContext snapshot, String service, Coverage coverage) {
        this.snapshot = snapshot;
        this.service = service;
        this.coverage = coverage;
    }

    /**
     * @param snapshot sees one moment
     */
    static LogOfService of(DSLContext snapshot, String service) {
        return new LogOfService(snapshot, service, SelectCoverage.since(snapshot, Instant.EPOCH));
    }

    /**
     * When a check last found something.
     *
     * @param at the check; empty if none did, as far as there are rows
     * @param beyondTheRows whether one did before that, so that nobody knows when
     */
    record Last(Optional<Instant> at, boolean beyondTheRows) {}

    /** The last check that found one of these. */
    Last last(Predicate<HealthStatus> which) {
        List<HealthStatus> statuses =
                Arrays.stream(HealthStatus.values()).filter(which).toList();
        Sources sources = coverage.of(coverage.marks().droppedTo(), SelectHoursWithRows.NEVER);
        Optional<Instant> inRows = lastRow(sources.rows(), statuses);
        Optional<Instant> inHours = lastHour(sources.rolledUp(), statuses)
                .flatMap(hour -> lastRow(List.of(new Span(hour, hour.plus(HOUR))), statuses));
        Optional<Instant> last =
                inRows.isEmpty() || inHours.isPresent() && inHours.get().isAfter(inRows.get()) ? inHours : inRows;
        return new Last(last, last.isEmpty() && beyondTheRows(statuses));
    }

    /** How many checks there are after that one; all if there is none. */
    long countAfter(Optional<Instant> last) {
        return all(last.map(LogOfService::after).orElse(Instant.EPOCH)).total();
    }

    /** The first check after that one; of all if there is none. There must be one. */
    Instant firstAfter(Optional<Instant> last) {
        if (last.isEmpty()) {
            return all(Instant.EPOCH).first().orElseThrow();
        }
        ServiceHealthChecks checks = SERVICE_HEALTH_CHECKS;
        return snapshot.select(min(checks.TIMESTAMP))
                .from(checks)
                .where(checks.SERVICE_NAME.eq(service), checks.TIMESTAMP.gt(last.get()))
                .fetchSingle()
                .value1();
    }

    private StatusCounts all(Instant from) {
        return CountChecks.run(snapshot, service, from, SelectHoursWithRows.NEVER);
    }

    private static Instant after(Instant time) {
        return time.plusNanos(1_000);
    }

    private Optional<Instant> lastRow(List<Span> spans, List<HealthStatus> statuses) {
        ServiceHealthChecks checks = SERVICE_HEALTH_CHECKS;
        List<Condition> within = new ArrayList<>();
        spans.forEach(span -> within.add(checks.TIMESTAMP.ge(span.from()).and(checks.TIMESTAMP.lt(span.to()))));
        return spans.isEmpty()
                ? Optional.empty()
                : snapshot.select(max(checks.TIMESTAMP))
                        .from(checks)
                        .where(checks.SERVICE_NAME.eq(service), or(within), foundRow(statuses))
                        .fetchOptional(row -> row.value1());
    }

    /** Words that are none of ours mean unknown. */
    private static Condition foundRow(List<HealthStatus> statuses) {
        List<String> words = statuses.stream().map(HealthStatus::word).toList();
        Field<String> word = lower(SERVICE_HEALTH_CHECKS.STATUS);
        if (!statuses.contains(HealthStatus.UNKNOWN)) {
            return word.in(words);
        }
        List<String> others = Arrays.stream(HealthStatus.values())
                .filter(status -> !statuses.contains(status))
                .map(HealthStatus::word)
                .toList();
        return others.isEmpty() ? noCondition() : word.notIn(others);
    }

    private Optional<Instant> lastHour(List<Span> spans, List<HealthStatus> statuses) {
        HealthmonHourlyRollup rollup = HEALTHMON_HOURLY_ROLLUP;
        List<Condition> within = new ArrayList<>();
        spans.forEach(span -> within.add(rollup.HOUR.ge(span.from()).and(rollup.HOUR.lt(span.to()))));
        return spans.isEmpty()
                ? Optional.empty()
                : snapshot.select(max(rollup.HOUR))
                        .from(rollup)
                        .where(rollup.SERVICE_NAME.eq(service), or(within), counted(statuses, rollup::field))
                        .fetchOptional(row -> row.value1());
    }

    private boolean beyondTheRows(List<HealthStatus> statuses) {
        HealthmonHourlyRollup hourly = HEALTHMON_HOURLY_ROLLUP;
        return snapshot.fetchExists(
                        hourly,
                        hourly.SERVICE_NAME.eq(service),
                        hourly.HOUR.lt(coverage.marks().droppedTo()),
                        counted(statuses, hourly::field))
                || snapshot.fetchExists(
                        HEALTHMON_DAILY_ROLLUP,
                        HEALTHMON_DAILY_ROLLUP.SERVICE_NAME.eq(service),
                        counted(statuses, HEALTHMON_DAILY_ROLLUP::field));
    }

    /** The rollup counts one of these; both tables of them have the same columns. */
    private static Condition counted(List<HealthStatus> statuses, Function<Field<Long>, Field<Long>> column) {
        return or(statuses.stream()
                .map(status -> column.apply(column(status)).gt(0L))
                .toList());
    }

    private static TableField<? extends Record, Long> column(HealthStatus status) {
        HealthmonHourlyRollup rollup = HEALTHMON_HOURLY_ROLLUP;
        return switch (status) {
            case HEALTHY -> rollup.HEALTHY;
            case DEGRADED -> rollup.DEGRADED;
            case UNHEALTHY -> rollup.UNHEALTHY;
            case UNKNOWN -> rollup.UNKNOWN;
        };
    }
}
