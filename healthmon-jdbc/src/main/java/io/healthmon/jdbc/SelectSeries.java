package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_CHECKS;
import static org.jooq.impl.DSL.arrayAgg;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.SQLDataType.INSTANT;

import io.healthmon.jdbc.generated.tables.HealthmonHourlyRollup;
import io.healthmon.jdbc.generated.tables.ServiceHealthChecks;
import io.healthmon.store.Latencies;
import io.healthmon.store.SeriesReader.Bucket;
import io.healthmon.store.SeriesReader.SeriesQuery;
import io.healthmon.store.StatusCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record5;
import org.jooq.Select;

/**
 * A service's series. Buckets of hours are read from the rollups where these tell, as {@link CountChecks} does; narrower ones from the
 * rows, of which there are those of two days at most.
 */
final class SelectSeries {

    /** What a bucket's checks come to. */
    private record Sum(StatusCounts counts, ResponseTimes times) {

        static Sum none() {
            return new Sum(StatusCounts.NONE, new ResponseTimes());
        }

        Sum plus(StatusCounts more) {
            return new Sum(counts.plus(more), times);
        }
    }

    private final SeriesQuery query;
    private final Map<Integer, Sum> sums = new TreeMap<>();

    private SelectSeries(SeriesQuery query) {
        this.query = query;
    }

    /**
     * @param snapshot sees one moment
     */
    static List<Bucket> run(DSLContext snapshot, SeriesQuery query) {
        Coverage coverage = SelectCoverage.run(snapshot, query.first(), query.to());
        Sources sources =
                query.narrow() ? coverage.inRows(query.first(), query.to()) : coverage.of(query.first(), query.to());
        SelectSeries series = new SelectSeries(query);
        series.addRolledUp(snapshot, sources.rolledUp());
        series.addRows(snapshot, sources.rows());
        return series.buckets();
    }

    private void addRolledUp(DSLContext snapshot, List<Span> hours) {
        if (hours.isEmpty()) {
            return;
        }
        HealthmonHourlyRollup rollup = SelectRollups.NAMED;
        snapshot.select(
                        rollup.HOUR,
                        rollup.HEALTHY,
                        rollup.DEGRADED,
                        rollup.UNHEALTHY,
                        rollup.UNKNOWN,
                        rollup.FIRST_AT,
                        rollup.RESPONSE_TIMES)
                .from(SelectRollups.of(query.service(), hours))
                .forEach(row -> add(
                        row.value1(),
                        new StatusCounts(
                                row.value2(), row.value3(), row.value4(), row.value5(), Optional.of(row.value6())),
                        ResponseTimes.of(row.value7())));
    }

    private void addRows(DSLContext snapshot, List<Span> spans) {
        spans.stream()
                .map(span -> part(snapshot, span))
                .reduce(Select::unionAll)
                .ifPresent(rows -> rows.forEach(row -> {
                    ResponseTimes times = new ResponseTimes();
                    StatusRows.addTimes(times, row.value2(), row.value5());
                    add(row.value1(), StatusRows.counts(row.value2(), row.value3(), row.value4()), times);
                }));
    }

    /** Each has a part of its own, which is planned for its days alone. */
    private Select<Record5<Instant, String, Integer, Instant, Integer[]>> part(DSLContext snapshot, Span span) {
        ServiceHealthChecks checks = SERVICE_HEALTH_CHECKS;
        Field<Instant> bucket = field(
                        "date_bin({0} * interval '1 second', {1}, {2})",
                        INSTANT, inline(query.width().toSeconds()), checks.TIMESTAMP, inline(query.first(), INSTANT))
                .as("bucket");
        return snapshot.select(
                        bucket,
                        checks.STATUS,
                        count(),
                        min(checks.TIMESTAMP),
                        arrayAgg(checks.RESPONSE_TIME_MS).filterWhere(checks.RESPONSE_TIME_MS.isNotNull()))
                .from(checks)
                .where(
                        checks.SERVICE_NAME.eq(query.service()),
                        checks.TIMESTAMP.ge(span.from()),
                        checks.TIMESTAMP.lt(span.to()))
                .groupBy(bucket, checks.STATUS);
    }

    private void add(Instant at, StatusCounts counts, ResponseTimes times) {
        int bucket = query.index(at);
        if (bucket < 0 || bucket >= query.size()) {
            return; // An hour or a day that began before the series does, and has lost its rows.
        }
        Sum sum = sums.getOrDefault(bucket, Sum.none()).plus(counts);
        sum.times().add(times);
        sums.put(bucket, sum);
    }

    private List<Bucket> buckets() {
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < query.size(); i++) {
            Instant start = query.first().plus(query.width().multipliedBy(i));
            Sum sum = sums.get(i);
            buckets.add(
                    sum == null
                            ? new Bucket(start, StatusCounts.NONE, Latencies.NONE)
                            : new Bucket(start, sum.counts(), sum.times().latencies()));
        }
        return buckets;
    }
}
