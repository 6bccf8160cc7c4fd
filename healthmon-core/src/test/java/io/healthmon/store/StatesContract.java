package io.healthmon.store;

import static io.healthmon.HealthStatus.DEGRADED;
import static io.healthmon.HealthStatus.HEALTHY;
import static io.healthmon.HealthStatus.UNHEALTHY;
import static io.healthmon.HealthStatus.UNKNOWN;
import static io.healthmon.store.WatchedService.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.healthmon.alert.ServiceState;
import io.healthmon.evaluate.CheckResult;
import java.util.List;
import java.util.Optional;
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
    void stateOfAnOlderCheck_leavesTheRecordedOne_itsCheckIsRecorded() {
        writer.commit(batch(bot.step(HEALTHY, at(60))));
        RecordedState newest = recorded(bot);
        WatchedService waited = new WatchedService("stream-bot");
        Pen later = Pen.open(store);

        later.commit(batch(waited.step(UNHEALTHY, at(0)), waited.step(UNHEALTHY, at(30)), minio.step(HEALTHY, at(0))));

        assertThat(later.states()).containsExactlyInAnyOrder(newest, recorded(minio));
        assertThat(history(Optional.of("stream-bot")))
                .extracting(row -> row.check().timestamp())
                .containsExactly(at(60), at(30), at(0));
        assertThat(store.count("stream-bot", at(0), at(61)).total()).isEqualTo(3);
        later.commit(batch(waited.step(UNHEALTHY, at(61))));
        assertThat(later.states()).contains(recorded(waited));
    }

    @Test
    void stateWithoutACheck_leavesTheRecordedOne() {
        writer.commit(batch(bot.step(HEALTHY, at(0))));
        ServiceState neverChecked = ServiceState.initial("stream-bot");
        writer.commit(List.of(new Step(Optional.empty(), neverChecked, List.of())));
        assertThat(writer.states()).containsExactly(recorded(bot));
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
