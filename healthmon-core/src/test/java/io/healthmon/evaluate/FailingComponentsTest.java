package io.healthmon.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.check.Checks;
import io.healthmon.check.Observation;
import io.healthmon.check.Reason;
import io.healthmon.check.Timings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which components a service complains of, from what is recorded of its check. */
class FailingComponentsTest {

    private static List<String> of(Reason reason, String checks) {
        return FailingComponents.of(
                Evaluation.of(HealthStatus.UNHEALTHY, reason, "it says so", Checks.stored(checks), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"redis\": \"unhealthy\", \"db\": \"healthy\", \"celery\": \"no_workers\"} | redis celery",
                "{\"redis\": {\"status\": \"DOWN\"}, \"db\": {\"status\": \"UP\"}} | redis",
                "{\"redis\": {\"healthy\": false}, \"db\": {\"healthy\": true}} | redis",
                "{\"redis\": [{\"status\": \"pass\"}, {\"status\": \"fail\"}], \"db\": [{\"status\": \"pass\"}]} | redis",
                "{\"redis\": \"sideways\"} | redis",
                "{\"platforms\": {\"twitch\": {\"status\": \"disconnected\", \"connections\": 0}, \"kick\": {\"status\": \"connected\"}}} | twitch",
                "{\"uptime\": 3, \"memory\": {\"used\": 1}, \"version\": null} | ``",
            })
    void components_thatAreNotHealthy_areNamed(String checks, String expected) {
        assertThat(of(Reason.COMPONENT, checks))
                .containsExactlyElementsOf(Optional.ofNullable(expected).stream()
                        .flatMap(names -> List.of(names.split(" ", -1)).stream())
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    @Test
    void components_ofAFailureWithAnotherCause_areNotNamed() {
        assertThat(of(Reason.REPORTED, "{\"redis\": \"unhealthy\"}")).isEmpty();
    }

    @Test
    void components_moreThanCanBeJudged_areNotNamed() {
        String checks = IntStream.range(0, 21)
                .mapToObj(i -> "\"c" + i + "\": \"down\"")
                .collect(Collectors.joining(", ", "{", "}"));

        assertThat(of(Reason.COMPONENT, checks)).isEmpty();
    }

    @Test
    void components_ofARealAnswer_areThoseOfItsMessage() {
        String body = "{\"status\": \"unhealthy\", \"checks\": {\"database\": \"healthy\", \"redis\": \"unhealthy\"}}";
        Evaluation evaluation = StatusEvaluator.standard()
                .evaluate(
                        HealthTarget.http("dashboard", "http://localhost/").build(),
                        new Observation.Answer(
                                503,
                                Optional.of("application/json"),
                                body.getBytes(StandardCharsets.UTF_8),
                                false,
                                Timings.NONE),
                        HealthStatus.UNKNOWN);

        assertThat(evaluation.message()).contains("redis is unhealthy");
        assertThat(FailingComponents.of(evaluation)).containsExactly("redis");
    }
}
