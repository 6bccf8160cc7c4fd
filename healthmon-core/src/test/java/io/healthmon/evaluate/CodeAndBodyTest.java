package io.healthmon.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.check.http.BodyFormat;
import io.healthmon.check.http.HttpSpec;
import io.healthmon.check.http.StatusRange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeAndBodyTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            # code, body's word, status, reason
            200, healthy,   healthy,
            200, degraded,  degraded,  reported
            200, unhealthy, unhealthy, reported
            200, starting,  degraded,  reported
            204, healthy,   healthy,
            503, healthy,   unhealthy, http_5xx
            503, degraded,  degraded,  reported
            503, unhealthy, unhealthy, reported
            503, starting,  unhealthy, http_5xx
            500, healthy,   unhealthy, http_5xx
            500, degraded,  degraded,  reported
            500, unhealthy, unhealthy, reported
            404, healthy,   unhealthy, http_4xx
            404, degraded,  unhealthy, http_4xx
            404, unhealthy, unhealthy, http_4xx
            401, healthy,   unhealthy, auth
            401, degraded,  unhealthy, auth
            403, unhealthy, unhealthy, auth
            429, healthy,   degraded,  busy
            429, degraded,  degraded,  busy
            429, unhealthy, unhealthy, reported
            302, healthy,   unhealthy, redirect
            304, degraded,  unhealthy, redirect
            100, healthy,   unhealthy, http_status
            999, healthy,   unhealthy, http_status
            """)
    void codeAndBody_together_meanOneThing(int code, String word, String status, String reason) {
        Evaluation evaluation = Answers.json(code, "{\"status\":\"" + word + "\",\"checks\":{\"db\":\"healthy\"}}");

        assertThat(evaluation.status().word()).isEqualTo(status);
        assertThat(evaluation.reason().map(Object::toString).orElse(null)).isEqualTo(reason);
        assertThat(evaluation.checks().json()).isEqualTo("{\"db\":\"healthy\"}");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            200, healthy,
            204, healthy,
            302, unhealthy, redirect
            401, unhealthy, auth
            403, unhealthy, auth
            404, unhealthy, http_4xx
            429, degraded,  busy
            500, unhealthy, http_5xx
            501, unhealthy, http_5xx
            503, unhealthy, http_5xx
            """)
    void code_withoutABodyToRead_decides(int code, String status, String reason) {
        for (String body : List.of("", " \r\n\t", "<html><body>" + "x".repeat(200) + "</body></html>", "Hello")) {
            Evaluation evaluation = Answers.evaluate(Answers.answer(code, "text/html", body));

            assertThat(evaluation.status().word()).isEqualTo(status);
            assertThat(evaluation.reason().map(Object::toString).orElse(null)).isEqualTo(reason);
            if (reason == null) {
                assertThat(evaluation.checks().json()).isEqualTo("{}");
            } else {
                assertThat(evaluation.checks().tree().path("http_status").intValue())
                        .isEqualTo(code);
                assertThat(evaluation.checks().tree().path("error").textValue())
                        .isEqualTo(evaluation.message().orElseThrow())
                        .startsWith("it answered " + code);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, degraded, content_invalid",
        "404, unhealthy, content_invalid",
        "503, unhealthy, content_invalid",
        "401, unhealthy, auth",
        "429, degraded, busy",
        "302, unhealthy, redirect"
    })
    void bodyThatClaimsJsonAndIsNot_isTheWorseOfDegradedAndTheCode(int code, String status, String reason) {
        for (String body : List.of("{\"status\":\"heal", "OK", "{\"status\":\"healthy\"} {}", "<html>")) {
            Evaluation evaluation =
                    Answers.evaluate(Answers.answer(code, "application/problem+json; charset=utf-8", body));

            assertThat(evaluation.status().word()).isEqualTo(status);
            assertThat(evaluation.reason()).hasToString("Optional[" + reason + "]");
            assertThat(evaluation.message().orElseThrow()).contains("its body claims to be JSON and is not");
        }
    }

    @ParameterizedTest
    @CsvSource({"200, degraded, body_too_large", "503, unhealthy, body_too_large", "403, unhealthy, auth"})
    void bodyBeyondTheCap_isNotRead(int code, String status, String reason) {
        Evaluation evaluation = Answers.evaluate(Answers.truncated(code, Answers.JSON, "{\"status\":\"degraded\"}"));

        assertThat(evaluation.status().word()).isEqualTo(status);
        assertThat(evaluation.reason()).hasToString("Optional[" + reason + "]");
    }

    @Test
    void body_withFormatNone_isNotRead() {
        HttpSpec spec = Answers.SPEC.withFormat(BodyFormat.NONE);

        assertThat(Answers.evaluate(spec, Answers.truncated(200, Answers.JSON, "{\"status\":\"down\"}"))
                        .status())
                .isEqualTo(HealthStatus.HEALTHY);
        assertThat(Answers.evaluate(spec, Answers.answer(503, Answers.JSON, "{\"status\":\"degraded\"}"))
                        .status())
                .isEqualTo(HealthStatus.UNHEALTHY);
    }

    @ParameterizedTest
    @CsvSource({
        "401, healthy,",
        "503, healthy,",
        "301, healthy,",
        "200, unhealthy, http_status",
        "302, unhealthy, redirect",
        "404, unhealthy, http_4xx",
        "500, unhealthy, http_5xx"
    })
    void expectStatus_whereGiven_saysWhatSuccessIs(int code, String status, String reason) {
        HttpSpec spec = Answers.SPEC
                .withExpectStatus(new StatusRange(301, 301))
                .withExpectStatus(new StatusRange(401, 401))
                .withExpectStatus(new StatusRange(503, 503));

        for (String body : List.of("", "{\"status\":\"UP\"}")) {
            Evaluation evaluation = Answers.evaluate(spec, Answers.answer(code, Answers.JSON, body));

            assertThat(evaluation.status().word()).isEqualTo(status);
            assertThat(evaluation.reason().map(Object::toString).orElse(null)).isEqualTo(reason);
        }
    }

    @Test
    void components_withoutAnOverallWord_countByCriticality() {
        String body = "{\"db\":{\"healthy\":true},\"cache\":{\"healthy\":false}}";
        String flagged =
                "[{\"name\":\"db\",\"healthy\":true},{\"name\":\"cache\",\"healthy\":false,\"critical\":false}]";
        HttpSpec onlyDb = Answers.SPEC.withCriticalComponents(List.of("db"));
        HttpSpec both = Answers.SPEC.withCriticalComponents(List.of("db", "cache"));

        assertThat(Answers.json(200, body).status()).isEqualTo(HealthStatus.UNHEALTHY);
        assertThat(Answers.json(200, flagged).status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(Answers.evaluate(onlyDb, Answers.answer(500, Answers.JSON, body))
                        .status())
                .isEqualTo(HealthStatus.DEGRADED);
        assertThat(Answers.evaluate(both, Answers.answer(200, Answers.JSON, flagged))
                        .status())
                .isEqualTo(HealthStatus.UNHEALTHY);
    }

    @Test
    void components_withAnOverallWord_doNotOverruleIt() {
        String body = "{\"status\":\"healthy\",\"checks\":{\"db\":\"down\"}}";

        assertThat(Answers.json(200, body).status()).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void message_ofManyFailingComponents_namesTheWorstFewInAFixedOrder() {
        String body =
                "{\"status\":\"unhealthy\",\"checks\":{\"h\":\"warn\",\"g\":\"down\",\"f\":\"down\",\"e\":\"stopped\","
                        + "\"d\":\"healthy\",\"c\":\"error\",\"b\":\"down\",\"a\":\"degraded\"}}";

        assertThat(Answers.json(503, body).message())
                .contains("b is down, c is error, e is stopped, f is down, g is down and 2 more");
    }

    @Test
    void message_whereBodyAndCodeDisagree_saysSo() {
        assertThat(Answers.json(500, "{\"status\":\"UP\"}").message())
                .contains("it answered 500 although its body says that all is well");
        assertThat(Answers.json(404, "{\"status\":\"error\"}").message()).contains("it answered 404; it reports error");
    }

    @Test
    void errorPage_withANumericStatus_saysNothingAboutHealth() {
        Evaluation evaluation = Answers.json(404, "{\"status\":404,\"error\":\"Not Found\",\"path\":\"/health\"}");

        assertThat(evaluation.reason()).hasToString("Optional[http_4xx]");
        assertThat(evaluation.checks().json()).isEqualTo("{\"error\":\"it answered 404\",\"http_status\":404}");
    }
}
