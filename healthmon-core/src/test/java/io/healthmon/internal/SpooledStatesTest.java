package io.healthmon.internal;

import static io.healthmon.internal.ManualChecks.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.alert.Alert;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Severity;
import io.healthmon.alert.context.OwnAlert;
import io.healthmon.check.Checks;
import io.healthmon.check.Reason;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.store.Numbered;
import io.healthmon.store.NumberedResult;
import io.healthmon.store.NumberedStep;
import io.healthmon.store.Step;
import io.healthmon.store.spool.SmallSpool;
import io.healthmon.store.spool.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an earlier process has left on disk, told again. */
class SpooledStatesTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final HealthTarget CANARY = target("canary").build();
    private static final Alert CUT_OFF =
            new Alert(OwnAlert.SERVICE, Severity.CRITICAL, "cut off", NOON, Optional.empty());

    @TempDir
    private Path folder;

    private final List<Numbered> entries = new ArrayList<>();

    private void canary(HealthStatus status) {
        CheckResult check = new CheckResult(
                "canary",
                NOON.plusSeconds(entries.size()),
                Duration.ZERO,
                Evaluation.of(status, Reason.REPORTED, "it says so", Checks.empty(), Optional.empty()));
        entry(new Step(Optional.of(check), ServiceState.initial("canary").after(CANARY, check), List.of()));
    }

    private void cutOff() {
        entry(new Step(Optional.empty(), ServiceState.initial(OwnAlert.SERVICE).with(Optional.of(CUT_OFF)), List.of()));
    }

    private void entry(Step step) {
        entries.add(new NumberedStep(entries.size() + 1, step));
    }

    private Map<String, ServiceState> read() throws IOException {
        try (Spool spool = SmallSpool.open(folder, 16)) {
            spool.append(UUID.randomUUID(), entries);
            return SpooledStates.read(spool, List.of(CANARY), List.of("canary")).known();
        }
    }

    @Test
    void monitorsAlert_lastWrittenBeforeACanaryThatFails_isKnown() throws IOException {
        cutOff();
        canary(HealthStatus.UNHEALTHY);

        assertThat(read().get(OwnAlert.SERVICE).activeAlert()).contains(CUT_OFF);
    }

    @Test
    void monitorsAlert_behindACanaryThatAnswersAgain_isOver() throws IOException {
        cutOff();
        canary(HealthStatus.DEGRADED);

        assertThat(read().get(OwnAlert.SERVICE).activeAlert()).isEmpty();
    }

    @Test
    void monitorsAlert_whereACanaryFailsAndNothingTellsOfIt_isNotKnown() throws IOException {
        canary(HealthStatus.UNHEALTHY);

        assertThat(read()).containsOnlyKeys("canary");
    }

    @Test
    void monitorsAlert_beforeACanarysResultThatWaitsToBeFolded_isKnown() throws IOException {
        cutOff();
        entries.add(new NumberedResult(
                entries.size() + 1,
                new CheckResult(
                        "canary",
                        NOON.plusSeconds(9),
                        Duration.ZERO,
                        Evaluation.healthy(Checks.empty(), Optional.empty())),
                Optional.empty()));

        assertThat(read()).containsOnlyKeys(OwnAlert.SERVICE);
    }
}
