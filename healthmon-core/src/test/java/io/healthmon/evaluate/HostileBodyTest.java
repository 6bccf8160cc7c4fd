package io.healthmon.evaluate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.check.Reason;
import io.healthmon.check.http.BodyFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileBodyTest {

    private static final int TEN_MEGABYTES = 10_000_000;

    static Stream<Arguments> readable() {
        return Stream.of(
                body("NUL", "{\"status\":\"healthy\",\"checks\":{\"d\\u0000b\":\"he\\u0000althy\"}}"),
                body("lone surrogates", "{\"status\":\"healthy\",\"checks\":{\"\\ud800\":\"\\udc00 up\"}}"),
                body(
                        "huge exponent",
                        "{\"status\":\"healthy\",\"checks\":{\"n\":1e400000,\"m\":-1e400000,\"s\":1e-400000}}"),
                body(
                        "duplicate keys",
                        "{\"status\":\"down\",\"status\":\"healthy\",\"checks\":{\"a\":\"up\",\"a\":\"down\"}}"),
                body(
                        "10 MB of text",
                        "{\"status\":\"healthy\",\"checks\":{\"a\":\"" + "x".repeat(TEN_MEGABYTES) + "\"}}"),
                body("long number", "{\"status\":\"healthy\",\"checks\":{\"n\":" + "9".repeat(999) + "}}"),
                body(
                        "long names",
                        "{\"status\":\"healthy\",\"checks\":{\"" + "n".repeat(5_000) + "1\":\"up\",\""
                                + "n".repeat(5_000) + "2\":\"up\"}}"),
                body("nested", "{\"status\":\"healthy\",\"checks\":{\"a\":" + "[".repeat(150) + "]".repeat(150) + "}}"),
                body("many components", many(50_000)),
                body("nulls", "{\"status\":\"healthy\",\"checks\":{\"a\":null,\"b\":[null],\"c\":{}}}"));
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                body("100,000 arrays deep", "[".repeat(100_000) + "]".repeat(100_000)),
                body("100,000 objects deep", "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)),
                body("10 MB of empty arrays", "[" + "[],".repeat(TEN_MEGABYTES / 3) + "[]]"),
                body("10 MB of digits", "{\"status\":\"healthy\",\"n\":" + "1".repeat(TEN_MEGABYTES) + "}"),
                body("cut", "{\"status\":\"healthy\",\"checks\":{\"db\":"),
                body("trailing garbage", "{\"status\":\"healthy\"}}"),
                body("NaN", "{\"status\":\"healthy\",\"n\":NaN}"),
                body("single quotes", "{'status':'healthy'}"),
                body("raw control character", "{\"status\":\"hea\u0001lthy\"}"));
    }

    private static Arguments body(String name, String body) {
        return Arguments.argumentSet(name, body);
    }

    private static String many(int components) {
        StringBuilder body = new StringBuilder("{\"status\":\"healthy\",\"checks\":{");
        for (int i = 0; i < components; i++) {
            body.append(i == 0 ? "" : ",").append("\"c").append(i).append("\":\"up\"");
        }
        return body.append("}}").toString();
    }

    @ParameterizedTest
    @MethodSource("readable")
    void hostileBody_thatIsJson_isRead(String body) {
        Evaluation evaluation = Answers.json(200, body);

        assertThat(evaluation.status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(evaluation.checks().tree().isEmpty()).isFalse();
        assertThat(evaluation.checks().json()).hasSizeLessThan(70_000);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void hostileBody_thatIsNotReadableJson_isContentInvalid(String body) {
        Evaluation evaluation = Answers.json(200, body);

        assertThat(evaluation.status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(evaluation.reason()).contains(Reason.CONTENT_INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "null",
                "[]",
                "[1,2]",
                "{}",
                "{\"hello\":\"world\"}",
                "{\"status\":[]}",
                "{\"checks\":{}}",
                "[[]]"
            })
    void json_withoutAnyHealth_isByTheCode(String body) {
        assertThat(Answers.json(200, body).status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(Answers.json(200, body).checks().json()).isEqualTo("{}");
        assertThat(Answers.json(503, body).reason()).contains(Reason.HTTP_5XX);
    }

    @Test
    void exponent_beyondWhatNumbersCountWith_doesNotThrow() {
        for (String number : new String[] {"1e2147483647", "1e99999999999", "1e-99999999999", "100e2147483647"}) {
            Evaluation evaluation = Answers.json(200, "{\"status\":\"degraded\",\"checks\":{\"n\":" + number + "}}");

            assertThat(evaluation.status()).isEqualTo(HealthStatus.DEGRADED);
        }
    }

    @Test
    void charset_ofTheBody_isFollowed() {
        String body = "{\"status\":\"degraded\",\"checks\":{\"café\":\"down\"}}";
        Optional<String> message = Optional.of("café is down");

        assertThat(Answers.evaluate(
                                Answers.answer(200, "application/json; charset=ISO-8859-1", body.getBytes(ISO_8859_1)))
                        .message())
                .isEqualTo(message);
        assertThat(Answers.evaluate(Answers.answer(200, "application/json", ("\uFEFF" + body).getBytes(UTF_8)))
                        .message())
                .isEqualTo(message);
        assertThat(Answers.evaluate(Answers.answer(200, "", ("\uFEFF" + body).getBytes(UTF_16BE)))
                        .message())
                .isEqualTo(message);
        assertThat(Answers.evaluate(Answers.answer(200, "", ("\uFEFF" + body).getBytes(UTF_16LE)))
                        .message())
                .isEqualTo(message);
        assertThat(Answers.evaluate(Answers.answer(200, "text/plain; charset=\"no such\"", body))
                        .message())
                .isEqualTo(message);
    }

    @Test
    void loneSurrogates_inNames_areReplacedAndNothingElse() {
        String body =
                "{\"status\":\"healthy\",\"checks\":{\"\\ud800\":\"up\",\"\\ud83d\\ude00\":\"up\",\"\\\\ud800\":\"up\"}}";

        assertThat(Answers.json(200, body).checks().tree().fieldNames())
                .toIterable()
                .containsExactly("\uFFFD", "\ud83d\ude00", "\\ud800");
    }

    @Test
    void badlyEncodedRemark_doesNotSpoilTheBody() {
        byte[] body = "{\"status\":\"healthy\",\"checks\":{\"db\":\"caf\u00e9\"}}".getBytes(ISO_8859_1);

        assertThat(Answers.evaluate(Answers.answer(200, Answers.JSON, body)).status())
                .isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void text_pinned_isReadByTheWordTableAlone() {
        Evaluation evaluation = Answers.pinned(BodyFormat.TEXT, Answers.answer(200, "text/plain", "all good"));

        assertThat(evaluation.reason()).contains(Reason.UNKNOWN_WORD);
        assertThat(evaluation.status()).isEqualTo(HealthStatus.DEGRADED);
    }
}
