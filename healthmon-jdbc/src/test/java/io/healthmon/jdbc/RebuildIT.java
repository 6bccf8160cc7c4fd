package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.healthmon.HealthStatus;
import io.healthmon.alert.Held;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Suppression;
import io.healthmon.check.Checks;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.store.Gap;
import io.healthmon.store.NumberedStep;
import io.healthmon.store.RecordedState;
import io.healthmon.store.Step;
import io.healthmon.store.StoreException;
import io.healthmon.store.StoreWriter;
import io.healthmon.store.Unobserved;
import io.healthmon.store.WatchedService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rollups and states are what the log says; and where somebody has changed them, they are again after a rebuild. */
class RebuildIT {

    private static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration KEPT = Duration.ofDays(2);

    private HikariDataSource pool;
    private PostgresStore store;
    private StoreWriter writer;
    private Instant now = DAY;
    private long number;

    @BeforeEach
    void open() {
        pool = PostgresServer.NEWEST.newDatabase().pool();
        store = store();
        writer = store.openWriter(UUID.randomUUID());
    }

    @AfterEach
    void close() {
        store.close();
        pool.close();
    }

    private PostgresStore store() {
        return PostgresStore.builder(pool)
                .retention(KEPT)
                .clock(new io.healthmon.time.MonitorClock() {
                    @Override
                    public Instant wall() {
                        return now;
                    }

                    @Override
                    public long nanos() {
                        return 0;
                    }
                })
                .build();
    }

    private void commit(Step step) {
        number++;
        writer.commit(List.of(new NumberedStep(number, step)));
    }

    private RebuildReport compare() {
        return store.rebuild(false, line -> {});
    }

    /** Some days of three services, one of which is never well and one of which is never ill for long; with gaps and late steps. */
    private void history(Random lot, int steps) {
        List<WatchedService> services =
                List.of(new WatchedService("a"), new WatchedService("b"), new WatchedService("c"));
        List<Step> late = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            now = now.plusSeconds(lot.nextInt(2_000)).plusNanos(lot.nextInt(1_000) * 1_000L);
            int which = lot.nextInt(3);
            HealthStatus status = which == 0
                    ? HealthStatus.values()[1 + lot.nextInt(3)]
                    : lot.nextInt(12) == 0 ? HealthStatus.values()[lot.nextInt(4)] : HealthStatus.HEALTHY;
            WatchedService service = services.get(which);
            Step step = service.step(new CheckResult(
                    "abc".substring(which, which + 1),
                    now,
                    Duration.ofMillis(lot.nextInt(3_000)),
                    service.check(status, now).evaluation()));
            if (lot.nextInt(60) == 0 && step.transitions().isEmpty()) {
                commit(new Step(Optional.empty(), step.state(), List.of(), Optional.of(Gap.of(now))));
            } else {
                commit(step);
            }
            if (lot.nextInt(40) == 0) {
                store.maintain(now);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anyHistory_hasNoDifferences(long seed) {
        history(new Random(seed), 200);

        RebuildReport report = compare();

        assertThat(report.examples()).isEmpty();
        assertThat(report.differences()).isZero();
        assertThat(report.services()).isEqualTo(3);
        assertThat(report.hours()).isGreaterThan(10);
        assertThat(report.repaired()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            update healthmon_hourly_rollup set healthy = healthy + 1 where ctid = (select max(ctid) from healthmon_hourly_rollup) | counts
            update healthmon_hourly_rollup set response_times = '\\x0101' where ctid = (select max(ctid) from healthmon_hourly_rollup where healthy > 0) | response times
            delete from healthmon_hourly_rollup where hour = (select max(hour) from healthmon_hourly_rollup) | is missing
            insert into healthmon_hourly_rollup values ('nobody', (select max(hour) from healthmon_hourly_rollup), 1, 0, 0, 0, now()) | and no row
            update healthmon_service_state set recovery_streak = 77 where service_name = 'c' | recovery streak is 77
            update healthmon_service_state set failure_streak = 9 where service_name = 'a' | failure streak is 9
            update healthmon_service_state set since = since + interval '1 second' where service_name = 'b' | since
            update healthmon_service_state set changes = changes # 4 where service_name = 'a' | its changes are
            update healthmon_service_state set streak_checks = '[]' where service_name = 'a' | the checks of its streak are []
            update healthmon_service_state set streak_checks = '{"a": [7]}' where service_name = 'a' | the checks of its streak are []
            update healthmon_service_state set status = 'degraded', reason = 'x', message = 'y' where service_name = 'c' | newest check
            delete from healthmon_service_state where service_name = 'b' | and no state
            update healthmon_service_state set alert_triggered_at = null where service_name = 'a' | an alert is active
            insert into service_health_checks (service_name, status, timestamp) select 'c', 'unhealthy', max(hour) + interval '5 minutes' from healthmon_hourly_rollup | counts
            """)
    void whatSomebodyChanged_isTold_andPutRight(String change, String told) {
        history(new Random(42), 60);
        WatchedService c = new WatchedService("c");
        now = now.plusSeconds(4_000);
        commit(c.step(HealthStatus.HEALTHY, now));
        WatchedService a = new WatchedService("a");
        commit(a.step(HealthStatus.UNHEALTHY, now));
        store.rebuild(true, line -> {}); // the services above were told of afresh: their streaks began anew
        List<RecordedState> right = writer.states();
        assertThat(compare().differences()).isZero();
        Sql.run(pool, change);

        RebuildReport found = compare();
        assertThat(found.differences()).isPositive();
        assertThat(String.join("\n", found.examples())).contains(told);
        assertThat(compare().differences()).as("looking changes nothing").isEqualTo(found.differences());
        assertThat(store.rebuild(true, line -> {}).repaired()).isTrue();

        assertThat(compare().examples()).isEmpty();
        assertThat(writer.states()).hasSameSizeAs(right);
        if (told.contains("changes") || told.contains("checks of its streak")) {
            assertThat(writer.states()).isEqualTo(right);
        }
    }

    @Test
    void streak_thatGoesBackBeyondTheRows_staysAsItIs() {
        WatchedService a = new WatchedService("a");
        commit(a.step(HealthStatus.UNHEALTHY, now));
        for (int i = 0; i < 40; i++) {
            now = now.plus(Duration.ofHours(3));
            commit(a.step(i == 2 ? HealthStatus.HEALTHY : HealthStatus.DEGRADED, now));
            store.maintain(now);
        }

        RebuildReport report = store.rebuild(true, line -> {});

        assertThat(report.examples()).isEmpty();
        assertThat(report.unknown()).isEqualTo(1);
        assertThat(writer.states()).extracting(RecordedState::state).containsExactly(a.state());
        assertThat(a.state().failureStreak()).isEqualTo(37);
    }

    @Test
    void streak_thatGoesBackBeyondTheRows_butNotBeyondTheRollups_isTold() {
        WatchedService a = new WatchedService("a");
        for (int i = 0; i < 40; i++) {
            now = now.plus(Duration.ofHours(3));
            commit(a.step(HealthStatus.HEALTHY, now));
            store.maintain(now);
        }
        Sql.run(pool, "update healthmon_service_state set recovery_streak = 3, since = now()");

        assertThat(store.rebuild(true, line -> {}).differences()).isEqualTo(2);

        assertThat(writer.states()).extracting(RecordedState::state).containsExactly(a.state());
    }

    @Test
    void trail_ofAStreakThatBeganBeforeTheRows_staysAsItIs_itsChangesAreTold() {
        WatchedService a = new WatchedService("a");
        for (int i = 0; i < 100; i++) {
            now = now.plus(Duration.ofHours(1));
            commit(a.step(HealthStatus.DEGRADED, now));
        }
        store.maintain(now);
        store.maintain(now);
        assertThat(a.state().trail().streak()).hasSize(10);
        Sql.run(pool, "update healthmon_service_state set changes = 5, observed = 7");

        assertThat(store.rebuild(true, line -> {}).examples())
                .containsExactly("a: its changes are 101 of 7 checks, in the log 0 of 20 checks");

        assertThat(writer.states()).extracting(RecordedState::state).containsExactly(a.state());
    }

    @Test
    void whatIsHeld_andSinceWhenItWasObserved_stayAsTheyAre() {
        WatchedService a = new WatchedService("a");
        commit(a.step(HealthStatus.HEALTHY, now));
        now = now.plus(Duration.ofHours(3));
        Step late = a.step(HealthStatus.HEALTHY, now);
        ServiceState held = late.state()
                .withHeld(
                        Optional.of(new Held(Suppression.Cause.MAINTENANCE, Optional.of("m"), Optional.empty(), now)));
        commit(new Step(late.check(), held, List.of()));
        Sql.run(pool, "update healthmon_service_state set recovery_streak = 77");

        assertThat(store.rebuild(true, line -> {}).differences()).isEqualTo(1);

        assertThat(held.trail().observedSince()).contains(now);
        assertThat(writer.states()).extracting(RecordedState::state).containsExactly(held);
    }

    @Test
    void streak_overATimeInWhichNobodyLooked_isToldFromTheLog() {
        WatchedService a = new WatchedService("a");
        commit(a.step(HealthStatus.DEGRADED, now));
        Instant before = now;
        now = now.plus(Duration.ofHours(3));
        commit(a.step(HealthStatus.DEGRADED, now).afterUnobserved(Optional.of(new Unobserved(before, now))));
        Sql.run(pool, "update healthmon_service_state set failure_streak = 77");

        RebuildReport report = store.rebuild(true, line -> {});

        assertThat(report.examples()).containsExactly("a: its failure streak is 77, in the log 2");
        assertThat(report.unknown()).isZero();
    }

    @Test
    void databaseThatWasNeverUsed_isRefused() {
        try (HikariDataSource empty = PostgresServer.NEWEST.newDatabase().pool()) {
            PostgresStore unused = PostgresStore.builder(empty).build();
            assertThatExceptionOfType(StoreException.Unusable.class)
                    .isThrownBy(() -> unused.rebuild(false, line -> {}))
                    .withMessageContaining("no tables of healthmon");
        }
    }

    @Test
    void progress_isTold() {
        history(new Random(7), 40);
        List<String> lines = new ArrayList<>();

        store.rebuild(false, lines::add);

        assertThat(lines).last().asString().isEqualTo("3 services compared");
        assertThat(lines).anyMatch(line -> line.matches("\\d+ of \\d+ hours compared"));
    }

    @Test
    void serviceWithoutAnyCheck_isLeftAlone() {
        ServiceState state = ServiceState.initial("never");
        commit(new Step(Optional.empty(), state, List.of()));
        CheckResult check =
                new CheckResult("once", now, Duration.ZERO, Evaluation.healthy(Checks.empty(), Optional.empty()));
        commit(new Step(Optional.of(check), ServiceState.initial("once").after(check), List.of()));

        assertThat(compare().examples()).isEmpty();
    }
}
