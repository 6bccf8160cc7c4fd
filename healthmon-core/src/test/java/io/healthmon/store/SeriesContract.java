package io.healthmon.store;

import static io.healthmon.HealthStatus.DEGRADED;
import static io.healthmon.HealthStatus.HEALTHY;
import static io.healthmon.HealthStatus.UNHEALTHY;
import static io.healthmon.store.WatchedService.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.healthmon.HealthStatus;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.store.SeriesReader.Bucket;
import io.healthmon.store.SeriesReader.SeriesQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How every {@link Store} tells how a service fared, piece by piece. */
abstract class SeriesContract extends ContractTest {

    private static final Instant HOUR = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Duration ONE_HOUR = Duration.ofHours(1);
    private static final Duration ONE_DAY = Duration.ofDays(1);

    private static Instant after(int seconds) {
        return HOUR.plusSeconds(seconds);
    }

    private Step took(HealthStatus status, int seconds, int millis) {
        return bot.step(new CheckResult(
                "stream-bot",
                after(seconds),
                Duration.ofMillis(millis),
                bot.check(status, after(seconds)).evaluation()));
    }

    private List<Bucket> series(Instant from, Instant to, Duration width) {
        return store.series(new SeriesQuery("stream-bot", from, to, width));
    }

    private static Bucket none(Instant start) {
        return new Bucket(start, StatusCounts.NONE, Latencies.NONE);
    }

    @Test
    void series_hasABucketForEachPiece_thoseWithoutChecksIncluded() {
        writer.commit(batch(took(HEALTHY, 10, 20), took(UNHEALTHY, 299, 9_000), took(DEGRADED, 600, 30)));
        assertThat(series(after(0), after(900), FIVE_MINUTES))
                .containsExactly(
                        new Bucket(
                                after(0),
                                new StatusCounts(1, 0, 1, 0, Optional.of(after(10))),
                                new Latencies(1, 20, 20, 20, 20)),
                        none(after(300)),
                        new Bucket(
                                after(600),
                                new StatusCounts(0, 1, 0, 0, Optional.of(after(600))),
                                new Latencies(1, 30, 30, 30, 30)));
    }

    @Test
    void firstBucket_countsWhole_lastOneUpToTheEnd() {
        writer.commit(batch(took(HEALTHY, 10, 20), took(HEALTHY, 310, 20), took(HEALTHY, 320, 20)));
        assertThat(series(after(60), after(320), FIVE_MINUTES))
                .extracting(Bucket::start, bucket -> bucket.counts().total())
                .containsExactly(tuple(after(0), 1L), tuple(after(300), 1L));
    }

    @Test
    void nobody_hasEmptyBuckets() {
        writer.commit(batch(minio.step(HEALTHY, after(10))));
        assertThat(series(after(0), after(600), FIVE_MINUTES)).containsExactly(none(after(0)), none(after(300)));
        assertThat(series(after(0), after(60), ONE_DAY)).containsExactly(none(HOUR.truncatedTo(ChronoUnit.DAYS)));
    }

    @Test
    void anySeriesOfAnyHistory_equalsCountingAndMeasuringItsBuckets() {
        Random random = new Random(20261130);
        int seconds = 0;
        for (int batch = 0; batch < 10; batch++) {
            List<Step> steps = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                seconds += 1 + random.nextInt(900);
                steps.add(took(HealthStatus.values()[random.nextInt(4)], seconds, random.nextInt(250)));
            }
            writer.commit(steps);
        }
        for (Duration width : SeriesQuery.WIDTHS) {
            Duration span = width.compareTo(ONE_HOUR) < 0 ? width.multipliedBy(90) : Duration.ofDays(4);
            Instant from = after(random.nextInt(40_000));
            Instant to = from.plus(span);
            for (Bucket bucket : series(from, to, width)) {
                Instant end =
                        bucket.start().plus(width).isBefore(to) ? bucket.start().plus(width) : to;
                assertThat(bucket)
                        .as("of %s, from %s to %s", width, from, to)
                        .isEqualTo(new Bucket(
                                bucket.start(),
                                store.count("stream-bot", bucket.start(), end),
                                store.latencies("stream-bot", bucket.start(), end)));
            }
        }
    }

    @Test
    void hoursWhoseRowsAreGone_countWholeWhereTheyBegin() {
        writer.commit(batch(took(UNHEALTHY, 10, 20), took(HEALTHY, 1_000, 20), took(HEALTHY, 3_700, 20)));
        store.maintain(HOUR.plus(ONE_DAY.multipliedBy(9)));
        StatusCounts first = new StatusCounts(1, 0, 1, 0, Optional.of(after(10)));
        StatusCounts second = new StatusCounts(1, 0, 0, 0, Optional.of(after(3_700)));
        assertThat(series(HOUR, after(7_200), ONE_HOUR))
                .extracting(Bucket::counts)
                .containsExactly(first, second);
        assertThat(series(HOUR, after(3_900), FIVE_MINUTES))
                .extracting(Bucket::counts)
                .startsWith(first, StatusCounts.NONE)
                .endsWith(second)
                .hasSize(13);
        assertThat(series(HOUR, after(7_200), ONE_DAY))
                .extracting(Bucket::counts)
                .containsExactly(first.plus(second));
    }
}
