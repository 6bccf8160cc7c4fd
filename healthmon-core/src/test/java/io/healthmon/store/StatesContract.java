package io.healthmon.store;

import static io.healthmon.HealthStatus.DEGRADED;
import static io.healthmon.HealthStatus.HEALTHY;
import static io.healthmon.HealthStatus.UNHEALTHY;
import static io.healthmon.HealthStatus.UNKNOWN;
import static io.healthmon.store.WatchedService.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.healthmon.evaluate.CheckResult;
import org.junit.jupiter.api.Test;

/** What every {@link Store} keeps of each service, and for whom. */
abstract class StatesContract extends ContractTest {

    @Test
    void neverRecorded_isEmpty() {
        assertThat(writer.states()).isEmpty();
    }

    @Test
    void lastStepOfEachService_isItsState() {
        writer.commit(batch(
                bot.step(HEALTHY, at(0)),
                minio.step(HEALTHY, at(0)),
                bot.step(UNHEALTHY, at(30)),
                bot.step(DEGRADED, at(60))));
        writer.commit(batch(minio.step(HEALTHY, at(61))));
        assertThat(writer.states()).containsExactlyInAnyOrder(recorded(bot), recorded(minio));
        assertThat(bot.state().activeAlert()).isPresent();
        assertThat(bot.state().failureStreak()).isEqualTo(2);
    }

    @Test
    void nextWriter_findsWhatTheOneBeforeLeft() {
        writer.commit(batch(bot.step(UNKNOWN, at(0)), bot.step(UNKNOWN, at(1)), bot.step(UNKNOWN, at(2))));
        assertThat(Pen.open(store).states()).containsExactly(recorded(bot));
        assertThat(bot.state().activeAlert()).isPresent();
    }

    @Test
    void writerBefore_mayWriteNoMore() {
        writer.commit(batch(bot.step(HEALTHY, at(0))));
        Pen next = Pen.open(store);
        assertThatExceptionOfType(StoreException.Fenced.class)
                .isThrownBy(() -> writer.commit(batch(minio.step(HEALTHY, at(1)))));
        next.commit(batch(bot.step(HEALTHY, at(1))));
        assertThatExceptionOfType(StoreException.Fenced.class)
                .isThrownBy(() -> writer.commit(batch(minio.step(HEALTHY, at(2)))));
        assertThat(history()).extracting(CheckResult::service).containsOnly("stream-bot");
    }

    @Test
    void ping_answers() {
        store.ping();
    }
}
