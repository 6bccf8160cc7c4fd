package io.healthmon.internal;

import static io.healthmon.internal.ManualChecks.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthTarget;
import io.healthmon.check.Checks;
import io.healthmon.check.Observation;
import io.healthmon.check.Timings;
import io.healthmon.check.http.HttpSpec;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.internal.CheckRunner.Look;
import io.healthmon.target.Secret;
import io.healthmon.view.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of what checks bring back. */
class SightingsTest {

    private final Sightings sightings = new Sightings();

    private static Observation answer(int bytes) {
        return new Observation.Answer(200, Optional.empty(), new byte[bytes], false, Timings.NONE);
    }

    private void saw(String service, int bytes) {
        sightings.saw(target(service).build(), new Look(answer(bytes), Instant.EPOCH, Duration.ZERO));
    }

    private int kept(String service) {
        return sightings.of(service).orElseThrow().bytes();
    }

    @Test
    void nothing_isKept_untilSomebodyWantsIt() {
        saw("a", 10);
        assertThat(sightings.of("a")).isEmpty();
        sightings.keep();
        saw("a", 10);
        assertThat(kept("a")).isEqualTo(10);
    }

    @Test
    void fullRoom_takesNoMoreBodies_untilOneGoes() {
        sightings.keep();
        int most = (int) (Sightings.MOST_BYTES / Sighting.MOST_BYTES);
        for (int i = 0; i < most; i++) {
            saw("s" + i, 1_000_000);
        }
        saw("late", 5);
        assertThat(sightings.of("late").orElseThrow())
                .as("known, but for its body")
                .matches(its -> its.body().isEmpty() && its.cut());
        assertThat(kept("s" + (most - 1))).isEqualTo(Sighting.MOST_BYTES);

        saw("s0", 7);
        saw("late", 5);
        assertThat(kept("late")).isEqualTo(5);

        sightings.forget("s1");
        saw("later", Sighting.MOST_BYTES);
        assertThat(kept("later")).isEqualTo(Sighting.MOST_BYTES);
        assertThat(sightings.of("s1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://ann:secret@a/", "http://a/?token=secret", "header", "body"})
    void answerToSecrets_isNotKept_sinceItMayRepeatThem(String secret) {
        HttpSpec plain = HttpSpec.get(secret.contains(":") ? secret : "http://a/");
        HttpSpec spec = switch (secret) {
            case "header" -> plain.withHeader("X-Token", Secret.of("secret"));
            case "body" -> plain.withBody(Secret.of("secret"));
            default -> plain;
        };
        sightings.keep();
        sightings.saw(HealthTarget.of("a", spec).build(), new Look(answer(10), Instant.EPOCH, Duration.ZERO));

        assertThat(sightings.of("a").orElseThrow()).matches(its -> its.body().isEmpty() && its.cut());
        assertThat(kept("a")).isZero();
    }

    @Test
    void monitorsOwnFault_isNoSighting() {
        sightings.keep();
        sightings.saw(
                target("a").build(),
                new Look(new Observation.MonitorFault("no handles"), Instant.EPOCH, Duration.ZERO));
        assertThat(sightings.of("a")).isEmpty();
    }

    @Test
    void checkNow_isSeenWhenItIsDone_andGoneWithItsService() {
        PipelineHarness monitor = PipelineHarness.setup()
                .evaluator((target, observation, previous) -> Evaluation.healthy(Checks.empty(), Optional.empty()))
                .start(target("a").build());
        monitor.pipeline.keepSightings();
        monitor.checks.behave("a", request -> CompletableFuture.completedFuture(answer(3)));

        assertThat(monitor.check("a")).isCompleted();

        assertThat(monitor.pipeline.states().sighting("a").orElseThrow().bytes())
                .isEqualTo(3);
        monitor.pipeline.remove("a");
        assertThat(monitor.pipeline.states().sighting("a")).isEmpty();
    }
}
