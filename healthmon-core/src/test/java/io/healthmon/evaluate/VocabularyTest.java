package io.healthmon.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.check.Reason;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {

    private static final Map<HealthStatus, String> TABLE = Map.of(
            HealthStatus.HEALTHY,
            "up ok pass healthy online idle operational active connected running initialized ready serving pong true",
            HealthStatus.DEGRADED,
            "degraded warn warning restricted partial no_workers",
            HealthStatus.UNHEALTHY,
            "down out_of_service fail failed error unhealthy fatal stopped disconnected not_serving not_ready shutting_down false",
            HealthStatus.UNKNOWN,
            "unknown starting none undetermined");

    static Stream<Arguments> words() {
        return TABLE.entrySet().stream()
                .flatMap(row -> Arrays.stream(row.getValue().split(" ")).map(word -> Arguments.of(word, row.getKey())));
    }

    @ParameterizedTest
    @MethodSource("words")
    void word_inAnyCase_hasItsMeaning(String word, HealthStatus status) {
        String mixed = word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);

        assertThat(Stream.of(
                        word, word.toUpperCase(Locale.ROOT), mixed, word.replace('_', '-'), word.replace('_', ' ')))
                .allSatisfy(spelling -> assertThat(Vocabulary.meaning(spelling)).contains(status));
    }

    @ParameterizedTest
    @MethodSource("words")
    void overallWord_ofAServiceThatAnswered_isNeverUnknown(String word, HealthStatus status) {
        HealthStatus expected = status == HealthStatus.UNKNOWN ? HealthStatus.DEGRADED : status;

        Evaluation evaluation = Answers.json(200, "{\"status\":\"" + word + "\"}");

        assertThat(evaluation.status()).isEqualTo(expected);
        if (expected != HealthStatus.HEALTHY) {
            assertThat(evaluation.reason()).contains(Reason.REPORTED);
            assertThat(evaluation.message()).contains("it reports " + word);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "up!", "healthyish", "ÜP", "1", "yes", "NaN"})
    void word_notListed_hasNoMeaning(String word) {
        assertThat(Vocabulary.meaning(word)).isEmpty();
        assertThat(Word.of(word).status()).isEqualTo(HealthStatus.UNKNOWN);
    }

    @Test
    void unlistedWord_asOverall_isDegradedAndNamed() {
        Evaluation evaluation = Answers.json(200, "{\"status\":\"lukewarm\",\"checks\":{\"db\":\"healthy\"}}");

        assertThat(evaluation.status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(evaluation.reason()).contains(Reason.UNKNOWN_WORD);
        assertThat(evaluation.message()).contains("it reports 'lukewarm', a word that is not in the vocabulary");
    }

    @Test
    void unlistedWord_asOverallOfA503_leavesItToTheCode() {
        Evaluation evaluation = Answers.json(503, "{\"status\":\"lukewarm\"}");

        assertThat(evaluation.status()).isEqualTo(HealthStatus.UNHEALTHY);
        assertThat(evaluation.message())
                .contains("it answered 503; it reports 'lukewarm', a word that is not in the vocabulary");
    }

    @ParameterizedTest
    @CsvSource({"lukewarm, unknown_word", "unknown, component", "starting, component"})
    void unknownComponent_withoutAnOverallWord_degradesItsService(String word, String reason) {
        Evaluation evaluation = Answers.json(200, "{\"checks\":{\"db\":\"healthy\",\"gpu\":\"" + word + "\"}}");

        assertThat(evaluation.status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(evaluation.reason()).contains(new Reason(reason));
        assertThat(evaluation.message().orElseThrow()).startsWith("gpu is ").contains(word);
    }
}
