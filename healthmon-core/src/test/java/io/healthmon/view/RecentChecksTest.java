package io.healthmon.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.store.Gap;
import io.healthmon.store.InMemoryStore;
import io.healthmon.store.LogReader.LogSpan;
import io.healthmon.store.Pen;
import io.healthmon.store.RecordedStep;
import io.healthmon.store.Step;
import io.healthmon.store.Unobserved;
import io.healthmon.store.WatchedService;
import io.healthmon.view.RecentChecks.Bar;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecentChecksTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final Set<String> watched = new HashSet<>(Set.of("api"));
    private final RecentChecks recent = new RecentChecks(watched::contains);
    private final WatchedService api = new WatchedService("api");

    private static RecordedStep recorded(Step step) {
        return new RecordedStep(step, OptionalLong.empty(), OptionalLong.empty());
    }

    private Step step(HealthStatus status, int second) {
        return api.step(status, START.plusSeconds(second));
    }

    private List<String> words() {
        return recent.of("api").bars().stream()
                .map(bar -> bar.status().map(HealthStatus::word).orElse("gap"))
                .toList();
    }

    @Test
    void serviceNobodyChecked_hasNone() {
        assertThat(recent.of("api").bars()).isEmpty();
        assertThat(recent.of("nobody").bars()).isEmpty();
    }

    @Test
    void checks_areKept_oldestFirst() {
        recent.onStep(recorded(step(HealthStatus.HEALTHY, 0)));
        recent.onStep(recorded(step(HealthStatus.UNKNOWN, 30)));

        assertThat(recent.of("api").bars())
                .containsExactly(
                        new Bar(Optional.of(HealthStatus.HEALTHY), 12, START),
                        new Bar(Optional.of(HealthStatus.UNKNOWN), 12, START.plusSeconds(30)));
    }

    @Test
    void moreChecksThanThereIsRoomFor_pushOutTheOldest() {
        for (int i = 0; i <= RecentChecks.KEPT; i++) {
            recent.onStep(recorded(step(i == 0 ? HealthStatus.UNHEALTHY : HealthStatus.HEALTHY, 30 * i)));
        }
        assertThat(words()).hasSize(RecentChecks.KEPT).doesNotContain("unhealthy");
    }

    @Test
    void timeNotObserved_isAGap_asLongAsItsChecksWouldHaveBeen() {
        recent.onStep(recorded(step(HealthStatus.HEALTHY, 0)));
        recent.onStep(recorded(step(HealthStatus.HEALTHY, 30)));
        Step late = step(HealthStatus.HEALTHY, 150);
        recent.onStep(recorded(
                late.afterUnobserved(Optional.of(new Unobserved(START.plusSeconds(30), START.plusSeconds(150))))));

        assertThat(words()).containsExactly("healthy", "healthy", "gap", "gap", "gap", "healthy");
    }

    @Test
    void checksGivenUp_areAGap() {
        recent.onStep(recorded(step(HealthStatus.HEALTHY, 0)));
        recent.onStep(recorded(
                step(HealthStatus.HEALTHY, 90).with(new Gap(START.plusSeconds(30), START.plusSeconds(60), 2))));

        assertThat(words()).containsExactly("healthy", "gap", "gap", "healthy");
    }

    @Test
    void stepWithoutACheck_isNone() {
        recent.onStep(recorded(new Step(Optional.empty(), api.state(), List.of())));
        assertThat(words()).isEmpty();
    }

    @Test
    void log_isTakenIn_beforeWhatWasHeardMeanwhile_andOnce() {
        InMemoryStore store = new InMemoryStore();
        WatchedService gone = new WatchedService("gone");
        Pen pen = Pen.open(store);
        List<Step> steps = List.of(
                step(HealthStatus.HEALTHY, 0), step(HealthStatus.DEGRADED, 30), gone.step(HealthStatus.HEALTHY, START));
        pen.commit(steps);
        recent.onStep(recorded(steps.get(1)));
        recent.onStep(recorded(step(HealthStatus.UNHEALTHY, 60)));

        recent.fill(store, new LogSpan(START.minusSeconds(60), START.plusSeconds(100)));

        assertThat(words()).containsExactly("healthy", "degraded", "unhealthy");
        assertThat(recent.of("gone").bars()).isEmpty();
    }

    @Test
    void servicesThatAreNotWatchedAnyMore_areForgotten() {
        for (int i = 0; i < 2_500; i++) {
            recent.onStep(recorded(new WatchedService("s" + i).step(HealthStatus.HEALTHY, START)));
        }
        assertThat(recent.of("s0").bars()).isEmpty();
        assertThat(recent.of("s2499").bars()).hasSize(1);
    }
}
