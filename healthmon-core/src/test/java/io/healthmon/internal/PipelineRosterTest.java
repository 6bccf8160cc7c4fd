package io.healthmon.internal;

import static io.healthmon.internal.ManualChecks.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.alert.Severity;
import io.healthmon.check.tcp.TcpSpec;
import io.healthmon.view.ServiceStatus;
import io.healthmon.view.UnknownServiceException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PipelineRosterTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void add_whileRunning_checksFromTheNextSlotOn() {
        PipelineHarness monitor = PipelineHarness.setup().start();
        monitor.advance(MINUTE);

        monitor.pipeline.add(target("late").build());
        monitor.advance(MINUTE);

        assertThat(monitor.checks.started("late")).isEqualTo(2);
    }

    @Test
    void add_aSecondOfTheName_isRefused() {
        PipelineHarness monitor = PipelineHarness.setup().start(target("a").build());

        assertThatThrownBy(() -> monitor.pipeline.add(target("a").build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a'");
        monitor.advance(MINUTE);
        assertThat(monitor.checks.started("a")).isEqualTo(2);
    }

    @Test
    void add_aKindThatNobodyKnows_isRefusedNamingThoseThereAre() {
        PipelineHarness monitor = PipelineHarness.setup().start();
        HealthTarget unknown = HealthTarget.of("a", new TcpSpec("127.0.0.1", 1)).build();

        assertThatThrownBy(() -> monitor.pipeline.add(unknown))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'tcp'")
                .hasMessageContaining(ManualChecks.TYPE);
        assertThat(monitor.pipeline.states().services()).isEmpty();
    }

    @Test
    void services_neverChecked_areListedUnknownInTheOrderTheyCame() {
        PipelineHarness monitor =
                PipelineHarness.setup().start(target("z").build(), target("a").build());

        assertThat(monitor.pipeline.states().services())
                .extracting(ServiceStatus::name)
                .containsExactly("z", "a");
        assertThat(monitor.pipeline.states().services()).allSatisfy(service -> {
            assertThat(service.status()).isEqualTo(HealthStatus.UNKNOWN);
            assertThat(service.state().lastCheck()).isEmpty();
        });
    }

    @Test
    void replace_changesTheScheduleAndKeepsTheAlert() {
        PipelineHarness monitor = PipelineHarness.setup().start(target("a").build());
        monitor.checks.answer("a", HealthStatus.UNHEALTHY);
        monitor.check("a");

        monitor.pipeline.replace(target("a")
                .critical(true)
                .interval(Duration.ofSeconds(10))
                .timeout(Duration.ofSeconds(5))
                .build());
        monitor.advance(MINUTE);
        monitor.flush();

        assertThat(monitor.checks.started("a")).isEqualTo(7);
        assertThat(monitor.store.alertsOf("a")).singleElement().satisfies(row -> {
            assertThat(row.alert().active()).isTrue();
            assertThat(row.alert().severity()).isEqualTo(Severity.CRITICAL);
        });
        assertThat(monitor.state("a").failureStreak()).isEqualTo(7);
    }

    @Test
    void remove_resolvesTheAlertAndEndsTheChecks() {
        PipelineHarness monitor = PipelineHarness.setup().start(target("a").build());
        monitor.checks.answer("a", HealthStatus.UNHEALTHY);
        monitor.check("a");
        monitor.advance(Duration.ofSeconds(1));

        monitor.pipeline.remove("a");
        monitor.lanes.settle();

        assertThat(monitor.store.alertsOf("a"))
                .singleElement()
                .satisfies(row -> assertThat(row.alert().resolvedAt()).hasValue(monitor.time.wall()));
        assertThat(monitor.pipeline.states().services()).isEmpty();
        int started = monitor.checks.started("a");
        monitor.advance(MINUTE);
        assertThat(monitor.checks.started("a")).isEqualTo(started);
        assertThatThrownBy(() -> monitor.pipeline.checkNow("a")).isInstanceOf(UnknownServiceException.class);
    }

    @Test
    void remove_whileItsCheckIsUnderWay_recordsNothingOfIt() {
        PipelineHarness monitor = PipelineHarness.setup().start(target("a").build());
        var answer = monitor.checks.pending("a");
        var result = monitor.check("a");

        monitor.pipeline.remove("a");
        answer.complete(monitor.checks.observation("a", HealthStatus.UNHEALTHY));
        monitor.lanes.settle();
        monitor.flush();

        assertThat(result).isCompleted();
        assertThat(monitor.store.log("a")).isEmpty();
        assertThat(monitor.store.alertsOf("a")).isEmpty();
    }

    @Test
    void service_thatComesBackWhileItsOldCheckIsUnderWay_isNotToldItsResult() {
        PipelineHarness monitor = PipelineHarness.setup().start(target("a").build());
        var answer = monitor.checks.pending("a");
        var old = monitor.check("a");
        monitor.pipeline.remove("a");
        monitor.pipeline.add(target("a").build());
        monitor.checks.answer("a", HealthStatus.HEALTHY);

        var fresh = monitor.check("a");
        answer.complete(monitor.checks.observation("a", HealthStatus.UNHEALTHY));
        monitor.lanes.settle();
        monitor.flush();

        assertThat(old).isCompleted();
        assertThat(fresh.join().evaluation().status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(monitor.recorded("a")).containsExactly(1);
        assertThat(monitor.store.alertsOf("a")).isEmpty();
    }

    @Test
    void service_removedBeforeTheStoreAnswered_leavesNothingToTheOneThatComesBack() {
        FlakyStore store = new FlakyStore();
        store.be(FlakyStore.Mood.AWAY);
        PipelineHarness monitor =
                PipelineHarness.setup().store(store).start(target("a").build());
        monitor.checks.answer("a", HealthStatus.UNHEALTHY);
        monitor.check("a");
        monitor.pipeline.remove("a");
        monitor.lanes.settle();
        monitor.checks.answer("a", HealthStatus.HEALTHY);
        monitor.pipeline.add(target("a").build());
        store.be(FlakyStore.Mood.FINE);
        monitor.advance(Duration.ofSeconds(5));
        monitor.flush();

        assertThat(monitor.recorded("a")).startsWith(1);
        assertThat(monitor.store.alertsOf("a")).isEmpty();
    }

    /** Streaks are a fold of the log alone. */
    @Test
    void service_thatComesBack_goesOnWithItsStreaks() {
        HealthTarget twice = target("a")
                .thresholds(new io.healthmon.target.Thresholds(2, 1, 3))
                .build();
        PipelineHarness monitor = PipelineHarness.setup().start(twice);
        monitor.checks.answer("a", HealthStatus.UNHEALTHY);
        monitor.check("a");
        monitor.pipeline.remove("a");
        monitor.lanes.settle();
        monitor.pipeline.add(twice);

        monitor.check("a");

        assertThat(monitor.state("a").failureStreak()).isEqualTo(2);
        assertThat(monitor.state("a").activeAlert()).isPresent();
    }

    @Test
    void replaceAndRemove_ofAnUnknownName_areRefused() {
        PipelineHarness monitor = PipelineHarness.setup().start();

        assertThatThrownBy(() -> monitor.pipeline.replace(target("nobody").build()))
                .isInstanceOf(UnknownServiceException.class)
                .hasMessage("Unknown service: nobody");
        assertThatThrownBy(() -> monitor.pipeline.remove("nobody")).isInstanceOf(UnknownServiceException.class);
        monitor.advance(MINUTE);
        assertThat(monitor.checks.started("nobody")).isZero();
    }

    @Test
    void alertOfAServiceNoLongerWatched_isResolvedAMinuteAfterTheRestart() {
        PipelineHarness first = PipelineHarness.setup()
                .start(target("gone").build(), target("stays").build());
        first.checks.answer("gone", HealthStatus.UNHEALTHY);
        first.checks.answer("stays", HealthStatus.UNHEALTHY);
        first.check("gone");
        first.check("stays");

        PipelineHarness second = first.restarted().start(target("stays").build());
        second.advance(MINUTE.minusSeconds(1));
        assertThat(second.store.alertsOf("gone")).allMatch(row -> row.alert().active());
        second.advance(Duration.ofSeconds(2));

        assertThat(second.store.alertsOf("gone"))
                .singleElement()
                .matches(row -> !row.alert().active());
        assertThat(second.store.alertsOf("stays"))
                .singleElement()
                .matches(row -> row.alert().active());
    }
}
