package io.healthmon.store;

import static io.healthmon.HealthStatus.HEALTHY;
import static io.healthmon.HealthStatus.UNHEALTHY;
import static io.healthmon.store.WatchedService.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.store.UptimeReader.HourlyCounts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How every {@link Store} counts. */
abstract class UptimeContract extends ContractTest {

    private static final Instant HOUR = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private static Instant after(int seconds) {
        return HOUR.plusSeconds(seconds);
    }

    @Test
    void count_neverChecked_isNone() {
        assertThat(store.count("nobody", HOUR, after(3600))).isEqualTo(StatusCounts.NONE);
    }

    @Test
    void count_windowEdges_areExactToTheMicrosecond() {
        writer.commit(
                batch(bot.step(HEALTHY, after(10)), bot.step(UNHEALTHY, after(20)), bot.step(HEALTHY, after(30))));
        assertThat(store.count("stream-bot", after(10), after(40)).total()).isEqualTo(3);
        assertThat(store.count("stream-bot", after(10).plusNanos(1000), after(40)))
                .isEqualTo(new StatusCounts(1, 0, 1, 0, Optional.of(after(20))));
        assertThat(store.count("stream-bot", after(10), after(30)).total()).isEqualTo(2);
        assertThat(store.count("stream-bot", after(10), after(30).plusNanos(1000))
                        .total())
                .isEqualTo(3);
        assertThat(store.count("stream-bot", after(20), after(20)).total()).isZero();
        assertThat(store.count("stream-bot", after(31), after(3600)).total()).isZero();
    }

    @Test
    void count_onAndAroundTheHour_countsEachCheckOnce() {
        writer.commit(batch(
                bot.step(HEALTHY, HOUR.minusNanos(1000)),
                bot.step(UNHEALTHY, HOUR),
                bot.step(HEALTHY, after(3600).minusNanos(1000)),
                bot.step(HEALTHY, after(3600))));
        assertThat(store.count("stream-bot", HOUR, after(3600)))
                .isEqualTo(new StatusCounts(1, 0, 1, 0, Optional.of(HOUR)));
        assertThat(store.count("stream-bot", HOUR.minusSeconds(1), after(3601)).total())
                .isEqualTo(4);
    }

    @Test
    void count_anyWindowOfAnyHistory_equalsCountingTheChecks() {
        Random random = new Random(20261124);
        List<CheckResult> log = new ArrayList<>();
        Instant next = HOUR;
        for (int batch = 0; batch < 20; batch++) {
            List<Step> steps = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                next = next.plus(random.nextInt(3_000_000) + 1, ChronoUnit.MILLIS)
                        .truncatedTo(ChronoUnit.MILLIS);
                Step step = bot.step(HealthStatus.values()[random.nextInt(4)], next);
                steps.add(step);
                log.add(step.check().orElseThrow());
            }
            writer.commit(steps);
        }
        for (int i = 0; i < 100; i++) {
            Instant from = moment(random, log);
            Instant to = moment(random, log);
            assertThat(store.count("stream-bot", from, to))
                    .as("from %s to %s", from, to)
                    .isEqualTo(counted(log, from, to));
        }
    }

    private static StatusCounts counted(List<CheckResult> log, Instant from, Instant to) {
        return log.stream()
                .filter(check ->
                        !check.timestamp().isBefore(from) && check.timestamp().isBefore(to))
                .map(check -> StatusCounts.one(check.evaluation().status(), check.timestamp()))
                .reduce(StatusCounts.NONE, StatusCounts::plus);
    }

    /** A check's own moment, the hour before or after it, or a little beside one of these: where counting goes wrong. */
    private static Instant moment(Random random, List<CheckResult> log) {
        Instant at = log.get(random.nextInt(log.size())).timestamp();
        Instant hour = at.truncatedTo(ChronoUnit.HOURS);
        Instant edge = List.of(at, hour, hour.plus(1, ChronoUnit.HOURS)).get(random.nextInt(3));
        return edge.plus(random.nextInt(3) - 1, ChronoUnit.MICROS);
    }

    @Test
    void count_hourWhoseRowsAreGone_countsWhole() {
        writer.commit(
                batch(bot.step(UNHEALTHY, after(10)), bot.step(HEALTHY, after(20)), bot.step(HEALTHY, after(3700))));
        Instant now = HOUR.plus(DAY.multipliedBy(9));
        store.maintain(now);
        assertThat(store.count("stream-bot", after(15), now))
                .isEqualTo(new StatusCounts(2, 0, 1, 0, Optional.of(after(10))));
    }

    @Test
    void hourlyCounts_areOfEveryServiceAndHour_fromTheHourThatFromLiesIn() {
        writer.commit(batch(bot.step(HEALTHY, HOUR.minusSeconds(1)), bot.step(HEALTHY, after(5))));
        writer.commit(batch(bot.step(UNHEALTHY, after(50)), minio.step(HEALTHY, after(3600))));
        assertThat(Hours.of(store, after(1800)))
                .containsExactlyInAnyOrder(
                        new HourlyCounts("stream-bot", HOUR, new StatusCounts(1, 0, 1, 0, Optional.of(after(5)))),
                        new HourlyCounts("minio", after(3600), new StatusCounts(1, 0, 0, 0, Optional.of(after(3600)))));
        assertThat(Hours.of(store, after(3600))).hasSize(1);
        assertThat(Hours.of(store, after(7200))).isEmpty();
    }
}
