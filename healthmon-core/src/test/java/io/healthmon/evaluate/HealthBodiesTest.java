package io.healthmon.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.healthmon.check.http.BodyFormat;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class HealthBodiesTest {

    static final List<Sample> SAMPLES = Sample.ALL;

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void body_asAFrameworkSendsIt_meansWhatItSays(Sample sample) {
        Evaluation evaluation = Answers.evaluate(sample.answer());

        assertThat(evaluation.format()).contains(sample.format());
        assertThat(evaluation.status()).isEqualTo(sample.status());
        assertThat(evaluation.message().orElse("")).isEqualTo(sample.message());
        assertThat(evaluation.checks().tree().fieldNames()).toIterable().containsExactlyElementsOf(sample.components());
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void body_pinnedToItsFormat_isReadAsIfDetected(Sample sample) {
        assertThat(Answers.pinned(sample.format(), sample.answer())).isEqualTo(Answers.evaluate(sample.answer()));
    }

    @Test
    void samples_together_coverEveryFormatThatIsRead() {
        Set<BodyFormat> read = EnumSet.complementOf(EnumSet.of(BodyFormat.AUTO, BodyFormat.NONE));

        assertThat(SAMPLES.stream().map(Sample::format).collect(Collectors.toSet()))
                .isEqualTo(read);
        assertThat(BodyReader.ALL.keySet()).isEqualTo(read);
    }

    @Test
    void checks_ofTheSeed_areKeptAsSent() throws Exception {
        JsonNode sent = new ObjectMapper()
                .readTree(Answers.resource("seed-dashboard.json"))
                .path("checks");

        assertThat(Answers.json(503, Answers.resource("seed-dashboard.json"))
                        .checks()
                        .tree())
                .isEqualTo(sent);
    }

    @Test
    void checks_withWordsOutsideTheVocabulary_areKeptAsSent() {
        Evaluation evaluation =
                Answers.json(200, "{\"status\":\"healthy\",\"checks\":{\"gpu\":\"lukewarm\",\"fans\":3}}");

        assertThat(evaluation.status().word()).isEqualTo("healthy");
        assertThat(evaluation.checks().json()).isEqualTo("{\"gpu\":\"lukewarm\",\"fans\":3}");
    }

    @Test
    void checks_ofArraysWithEqualNames_keepBoth() {
        Evaluation evaluation = Answers.json(
                503,
                "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"db\",\"status\":\"UP\"},{\"name\":\"db\",\"status\":\"DOWN\"}]}");

        assertThat(evaluation.checks().tree().fieldNames()).toIterable().containsExactly("db", "db #2");
        assertThat(evaluation.message()).contains("it reports DOWN: db is DOWN");
    }

    @Test
    void pinnedFormat_withAnotherBody_isContentInvalid() {
        for (BodyFormat format : Arrays.asList(BodyFormat.DROPWIZARD_HEALTH, BodyFormat.DROPWIZARD, BodyFormat.TEXT)) {
            Evaluation evaluation = Answers.pinned(format, Answers.answer(200, Answers.JSON, "{\"status\":\"UP\"}"));

            assertThat(evaluation.status().word()).isEqualTo("degraded");
            assertThat(evaluation.reason()).hasToString("Optional[content_invalid]");
            assertThat(evaluation.message()).contains("its body is not of the format " + format.word());
        }
    }
}
