package io.healthmon.javalin.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {

    private final PathTemplate literal = PathTemplate.of("/api/health/status");
    private final PathTemplate named = PathTemplate.of("/api/health/uptime/{service}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/health/status/",
                "//api/health/status",
                "/api//health/status",
                "/api/health/status;",
                "/api/health/status;a=b",
                "/api/health;a/status",
                "/api/health/./status",
                "/api/health/x/../status",
                "/api/health/%73tatus",
                "/api/health%2fstatus",
                "/api/health/status%00",
                "/api/health/status%20",
                "/api/health/Status",
                "/API/health/status",
                "/api/health/status.json",
                "api/health/status",
                "/api/health",
                "/",
                ""
            })
    void literalPath_spelledOtherwise_isNotIt(String path) {
        assertThat(literal.isSpelled("/api/health/status")).isTrue();
        assertThat(literal.isSpelled(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/health/uptime/redis",
                "/api/health/uptime/a.b-c_d",
                "/api/health/uptime/%3Cb%3E",
                "/api/health/uptime/%C3%A4"
            })
    void parameter_ofOneSegment_isIt(String path) {
        assertThat(named.isSpelled(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "%2e",
                "%2e%2e",
                ".%2e",
                "a%2fb",
                "a%2Fb",
                "a%5cb",
                "a%5Cb",
                "a\\b",
                "a%00",
                "a%252e",
                "a%3bb",
                "a;b",
                "a/b",
                "a%c0%af",
                "a%e0%80%af",
                "a%ff",
                "a%ed%a0%80",
                "a%c3x%a4",
                "a%",
                "a%2",
                "a%zz",
                "a b",
                "a?b"
            })
    void parameter_thatCouldBeMoreThanItself_isNotIt(String segment) {
        assertThat(named.isSpelled("/api/health/uptime/" + segment)).isFalse();
    }

    /** A head may have 8 KB. */
    @Test
    void parameter_asLongAsItGets_needsNoMoreStackThanAShortOne() {
        assertThat(named.isSpelled("/api/health/uptime/" + "a".repeat(8_192))).isTrue();
        assertThat(named.isSpelled("/api/health/uptime/" + "%61".repeat(2_730))).isTrue();
        assertThat(named.isSpelled("/api/health/uptime/" + "a".repeat(8_192) + "%"))
                .isFalse();
    }
}
