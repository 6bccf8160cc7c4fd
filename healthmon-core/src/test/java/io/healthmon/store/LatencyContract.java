package io.healthmon.store;

import static io.healthmon.HealthStatus.DEGRADED;
import static io.healthmon.HealthStatus.HEALTHY;
import static io.healthmon.HealthStatus.UNHEALTHY;
import static io.healthmon.store.WatchedService.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.healthmon.HealthStatus;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** How every {@link Store} tells response times. */
abstract class LatencyContract extends ContractTest {

    private Step took(HealthStatus status, int seconds, int millis) {
        Evaluation evaluation = bot.check(status, at(seconds)).evaluation();
        return bot.step(new CheckResult("stream-bot", at(seconds), Duration.ofMillis(millis), evaluation));
    }

    @Test
    void percentiles_areWithinAPercent() {
        List<Step> steps = IntStream.rangeClosed(1, 1_000)
                .mapToObj(i -> took(i % 2 == 0 ? HEALTHY : DEGRADED, i, i * 3))
                .toList();
        writer.commit(steps);
        Latencies all = store.latencies("stream-bot", at(0), at(2_000));
        assertThat(all.checks()).isEqualTo(1_000);
        assertThat(all.p50()).isCloseTo(1_500, Percentage.withPercentage(1));
        assertThat(all.p95()).isCloseTo(2_850, Percentage.withPercentage(1));
        assertThat(all.p99()).isCloseTo(2_970, Percentage.withPercentage(1));
        assertThat(all.max()).isCloseTo(3_000, within(30));
    }

    @Test
    void checksThatFoundItDown_doNotCount() {
        writer.commit(batch(took(HEALTHY, 0, 10), took(UNHEALTHY, 1, 9_000)));
        assertThat(store.latencies("stream-bot", at(0), at(60))).isEqualTo(new Latencies(1, 10, 10, 10, 10));
    }

    @Test
    void windowAndService_areKeptTo() {
        writer.commit(batch(took(HEALTHY, 0, 10), took(HEALTHY, 1, 20), took(HEALTHY, 2, 30)));
        writer.commit(batch(minio.step(HEALTHY, at(1))));
        assertThat(store.latencies("stream-bot", at(1), at(2))).isEqualTo(new Latencies(1, 20, 20, 20, 20));
    }

    @Test
    void noChecks_areNone() {
        assertThat(store.latencies("nobody", at(0), at(60))).isEqualTo(Latencies.NONE);
    }
}
