package io.healthmon.internal;

import static io.healthmon.internal.ManualChecks.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.MonitorFaultException;
import io.healthmon.MonitorListener;
import io.healthmon.alert.AlertPolicy;
import io.healthmon.alert.Decision;
import io.healthmon.alert.ServiceState;
import io.healthmon.check.Observation;
import io.healthmon.evaluate.StatusEvaluator;
import io.healthmon.store.GapReader.GapQuery;
import io.healthmon.store.RecordedStep;
import io.healthmon.store.StoredGap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PipelineFaultsTest {

    private final AtomicBoolean broken = new AtomicBoolean();

    @Test
    void monitorFault_leavesNoRowAndNoAlertButAMetricAndAGap() {
        List<String> told = new ArrayList<>();
        PipelineHarness monitor = PipelineHarness.setup()
                .listener(new MonitorListener() {
                    @Override
                    public void onMonitorFault(HealthTarget target, String message) {
                        told.add(target.name() + ": " + message);
                    }
                })
                .start(target("a").build());
        monitor.checks.behave(
                "a", request -> CompletableFuture.completedFuture(new Observation.MonitorFault("no free thread")));

        var result = monitor.check("a");
        monitor.flush();

        assertThat(result)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(MonitorFaultException.class)
                .withMessage("no free thread");
        assertThat(monitor.store.log("a")).isEmpty();
        assertThat(monitor.store.alertsOf("a")).isEmpty();
        assertThat(monitor.state("a").lastCheck()).isEmpty();
        assertThat(told).containsExactly("a: no free thread");
        assertThat(monitor.pipeline.statistics().monitorFaults()).isEqualTo(1);
        assertThat(monitor.store.gaps(new GapQuery(Optional.of("a"), Instant.EPOCH, 10)))
                .extracting(StoredGap::kind)
                .containsExactly(StoredGap.Kind.MONITOR_FAULT);
    }

    @Test
    void evaluator_thatThrows_isAMonitorFaultAndTheNextCheckGoesOn() {
        StatusEvaluator evaluator = (target, observation, previous) -> {
            if (broken.get()) {
                throw new IllegalStateException("a bug");
            }
            return ManualChecks.evaluator().evaluate(target, observation, previous);
        };
        PipelineHarness monitor =
                PipelineHarness.setup().evaluator(evaluator).start(target("a").build());
        broken.set(true);
        assertThat(monitor.check("a")).isCompletedExceptionally();
        broken.set(false);

        assertThat(monitor.check("a")).isCompleted();
        monitor.flush();
        assertThat(monitor.recorded("a")).containsExactly(2);
        assertThat(monitor.pipeline.statistics().monitorFaults()).isEqualTo(1);
    }

    /** What is wrong with a policy. */
    enum Bug {
        THROWS,
        NULL,
        FORGETS_THE_CHECK,
        ANOTHER_SERVICE;

        Decision decide(Decision right) {
            ServiceState state = right.state();
            return switch (this) {
                case THROWS -> throw new IllegalStateException("a bug");
                case NULL -> null;
                case FORGETS_THE_CHECK -> new Decision(ServiceState.initial(state.service()), List.of());
                case ANOTHER_SERVICE ->
                    new Decision(
                            new ServiceState("other", state.lastCheck(), state.since(), 0, 0, state.activeAlert()),
                            List.of());
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void policy_withABug_losesNoCheckAndNoAlert(Bug bug) {
        AlertPolicy policy = (target, state, check) -> {
            Decision right = AlertPolicy.standard().decide(target, state, check);
            return broken.get() ? bug.decide(right) : right;
        };
        PipelineHarness monitor =
                PipelineHarness.setup().policy(policy).start(target("a").build());
        monitor.checks.answer("a", HealthStatus.UNHEALTHY);
        monitor.check("a");
        broken.set(true);
        monitor.advance(Duration.ofSeconds(1));
        monitor.check("a");
        assertThat(monitor.state("a").activeAlert()).isPresent();
        assertThat(monitor.state("a").failureStreak()).isEqualTo(2);
        broken.set(false);
        monitor.checks.answer("a", HealthStatus.HEALTHY);
        monitor.advance(Duration.ofSeconds(1));
        monitor.check("a");
        monitor.flush();

        assertThat(monitor.recorded("a")).containsExactly(1, 2, 3);
        assertThat(monitor.store.alertsOf("a"))
                .singleElement()
                .satisfies(row -> assertThat(row.alert().active()).isFalse());
        assertThat(monitor.pipeline.statistics().monitorFaults()).isEqualTo(1);
    }

    @Test
    void policy_thatThrowsAtTheFirstUnknownCheck_stillTellsSinceWhen() {
        PipelineHarness monitor = PipelineHarness.setup()
                .policy((target, state, check) -> {
                    throw new IllegalStateException("a bug");
                })
                .start(target("a").build());
        monitor.checks.answer("a", HealthStatus.UNKNOWN);

        var result = monitor.check("a").join();

        assertThat(monitor.state("a").since()).hasValue(result.timestamp());
    }

    @Test
    void listener_thatThrows_harmsNeitherMonitorNorOtherListeners() {
        List<RecordedStep> heard = new ArrayList<>();
        PipelineHarness monitor = PipelineHarness.setup()
                .listener(new MonitorListener() {
                    @Override
                    public void onStep(RecordedStep step) {
                        throw new AssertionError("a listener's bug");
                    }
                })
                .listener(new MonitorListener() {
                    @Override
                    public void onStep(RecordedStep step) {
                        heard.add(step);
                    }
                })
                .start(target("a").build());

        monitor.advance(Duration.ofMinutes(2));
        monitor.flush();

        assertThat(heard).hasSize(4);
        assertThat(monitor.recorded("a")).hasSize(4);
        assertThat(monitor.pipeline.statistics().lostEvents()).isZero();
    }

    @Test
    void listener_addedAndRemoved_hearsOnlyBetween() {
        List<RecordedStep> heard = new ArrayList<>();
        MonitorListener listener = new MonitorListener() {
            @Override
            public void onStep(RecordedStep step) {
                heard.add(step);
            }
        };
        PipelineHarness monitor = PipelineHarness.setup().start(target("a").build());

        monitor.check("a");
        monitor.flush();
        monitor.pipeline.listeners().add(listener);
        monitor.check("a");
        monitor.flush();
        monitor.pipeline.listeners().remove(listener);
        monitor.check("a");
        monitor.flush();

        assertThat(heard).hasSize(1);
    }

    @Test
    void checksStart_whateverTheirEnd_areCounted() {
        PipelineHarness monitor = PipelineHarness.setup().start(target("a").build());
        monitor.check("a");
        monitor.checks.hang("a");
        monitor.check("a");

        assertThat(monitor.pipeline.statistics().checks()).isEqualTo(2);
    }
}
