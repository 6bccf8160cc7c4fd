package io.healthmon.javalin.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.healthmon.store.Latencies;
import io.healthmon.store.SeriesReader.Bucket;
import io.healthmon.store.SeriesReader.SeriesQuery;
import io.healthmon.store.StatusCounts;
import java.time.Instant;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/health/series/<service>}: columns rather than rows, as charts take them, of one length and order.
 *
 * @param widthSeconds how long a bucket is
 * @param start where each begins, in seconds since 1970
 * @param p50 milliseconds; null where no check found the service operational
 */
public record SeriesBody(
        String service,
        Instant from,
        Instant to,
        long widthSeconds,
        Instant timestamp,
        List<Long> start,
        // Else the naming strategy would part the letter from the number.
        @JsonProperty("p50") List<@Nullable Integer> p50,
        @JsonProperty("p95") List<@Nullable Integer> p95,
        List<@Nullable Integer> max,
        List<Long> healthy,
        List<Long> degraded,
        List<Long> unhealthy,
        List<Long> unknown) {

    /** The body of these buckets. */
    public static SeriesBody of(SeriesQuery query, List<Bucket> buckets, Instant now) {
        return new SeriesBody(
                query.service(),
                query.first(),
                query.to(),
                query.width().toSeconds(),
                now,
                buckets.stream().map(bucket -> bucket.start().getEpochSecond()).toList(),
                millis(buckets, Latencies::p50),
                millis(buckets, Latencies::p95),
                millis(buckets, Latencies::max),
                counts(buckets, StatusCounts::healthy),
                counts(buckets, StatusCounts::degraded),
                counts(buckets, StatusCounts::unhealthy),
                counts(buckets, StatusCounts::unknown));
    }

    private static List<@Nullable Integer> millis(List<Bucket> buckets, ToIntFunction<Latencies> which) {
        // List.of and Stream.toList differ: only the latter takes nulls.
        return buckets.stream()
                .<@Nullable Integer>map(bucket ->
                        bucket.latencies().checks() == 0 ? null : (Integer) which.applyAsInt(bucket.latencies()))
                .toList();
    }

    private static List<Long> counts(List<Bucket> buckets, ToLongFunction<StatusCounts> which) {
        return buckets.stream()
                .map(bucket -> which.applyAsLong(bucket.counts()))
                .toList();
    }
}
