package io.healthmon.jdbc;

import static io.healthmon.HealthStatus.HEALTHY;
import static io.healthmon.HealthStatus.UNHEALTHY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.healthmon.jdbc.FailingCommits.Break;
import io.healthmon.store.NumberedStep;
import io.healthmon.store.Pen;
import io.healthmon.store.RecordedStep;
import io.healthmon.store.Step;
import io.healthmon.store.StoreException;
import io.healthmon.store.StoreWriter;
import io.healthmon.store.WatchedService;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a batch whose commit was not answered. */
class ExactlyOnceIT {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final WatchedService bot = new WatchedService("stream-bot");
    private HikariDataSource pool;
    private FailingCommits commits;
    private PostgresStore store;
    private Pen writer;

    @BeforeEach
    void open() {
        pool = PostgresServer.NEWEST.newPreparedDatabase().pool();
        commits = new FailingCommits(pool);
        store = PostgresStore.builder(commits).build();
        writer = Pen.open(store);
        writer.commit(List.of(bot.step(HEALTHY, NOW)));
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private List<String> ids() {
        return Sql.rows(pool, "select id from service_health_checks order by id");
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE_COMMIT", "AFTER_COMMIT"})
    void connectionBreaksAtTheCommit_batchGivenAgain_isStoredOnce(Break moment) {
        List<Step> batch = List.of(bot.step(UNHEALTHY, NOW.plusSeconds(1)), bot.step(HEALTHY, NOW.plusSeconds(2)));
        commits.next(moment);
        assertThatExceptionOfType(StoreException.Unavailable.class).isThrownBy(() -> writer.commit(batch));
        assertThat(ids()).hasSize(moment == Break.AFTER_COMMIT ? 3 : 1);

        List<RecordedStep> recorded = writer.commit(batch);

        assertThat(ids()).hasSize(3).endsWith(recorded.get(1).checkId().orElseThrow() + "");
        assertThat(Sql.rows(pool, "select id from service_health_alerts"))
                .containsExactly(recorded.get(0).alertId().orElseThrow() + "");
        assertThat(Sql.rows(pool, "select count(*) from healthmon_alert_event")).containsExactly("2");
        assertThat(store.count("stream-bot", NOW, NOW.plusSeconds(60)).total()).isEqualTo(3);

        writer.commit(List.of(bot.step(HEALTHY, NOW.plusSeconds(3))));
        assertThat(ids()).hasSize(4);
    }

    @Test
    void connectionBreaksTwice_batchGivenAThirdTime_isStoredOnce() {
        List<Step> batch = List.of(bot.step(UNHEALTHY, NOW.plusSeconds(1)));
        commits.next(Break.BEFORE_COMMIT);
        assertThatExceptionOfType(StoreException.Unavailable.class).isThrownBy(() -> writer.commit(batch));
        commits.next(Break.AFTER_COMMIT);
        assertThatExceptionOfType(StoreException.Unavailable.class).isThrownBy(() -> writer.commit(batch));
        assertThat(writer.commit(batch).get(0).checkId().orElseThrow() + "").isEqualTo(ids().get(1));
        assertThat(ids()).hasSize(2);
    }

    @Test
    void unansweredBatch_givenAgainInOthers_isStoredOnce() {
        StoreWriter numbered = store.openWriter(UUID.randomUUID());
        List<NumberedStep> steps = Pen.numbered(
                1,
                List.of(
                        bot.step(UNHEALTHY, NOW.plusSeconds(1)),
                        bot.step(HEALTHY, NOW.plusSeconds(2)),
                        bot.step(HEALTHY, NOW.plusSeconds(3))));
        commits.next(Break.AFTER_COMMIT);
        assertThatExceptionOfType(StoreException.Unavailable.class)
                .isThrownBy(() -> numbered.commit(steps.subList(0, 2)));

        assertThat(numbered.commit(steps.subList(0, 1)).get(0).checkId()).isEmpty();
        assertThat(numbered.commit(steps.subList(1, 3)))
                .extracting(step -> step.checkId().isPresent())
                .containsExactly(false, true);

        assertThat(ids()).hasSize(4);
        assertThat(numbered.recordedUpTo()).isEqualTo(3);
    }

    @Test
    void unansweredBatch_whenAnotherWriterWasOpened_isFenced() {
        commits.next(Break.BEFORE_COMMIT);
        List<Step> batch = List.of(bot.step(UNHEALTHY, NOW.plusSeconds(1)));
        assertThatExceptionOfType(StoreException.Unavailable.class).isThrownBy(() -> writer.commit(batch));
        Pen.open(store);
        assertThatExceptionOfType(StoreException.Fenced.class).isThrownBy(() -> writer.commit(batch));
        assertThat(ids()).hasSize(1);
    }
}
