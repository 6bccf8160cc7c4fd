package io.healthmon.javalin.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthTarget;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.check.http.HttpSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is looked at, as it may be shown. */
class TargetLineTest {

    @ParameterizedTest
    @CsvSource({
        "http://web:5000/health, http://web:5000/health",
        "https://user:pass@web/health, https://***@web/health",
        "https://web/health?token=abc&b, https://web/health?token=***&***",
        "http://[::1]:80, http://[::1]:80",
    })
    void address_isShownWithoutWhatMayBeSecret(String url, String shown) {
        assertThat(TargetLine.of(HttpSpec.get(url))).isEqualTo(shown);
    }

    @Test
    void otherKinds_areTheirPlaceOrTheirKind() {
        assertThat(TargetLine.of(HealthTarget.tcp("a", "db", 5432).build().spec()))
                .isEqualTo("tcp db:5432");
        assertThat(TargetLine.of(
                        HealthTarget.custom("a", ProbeResult::healthy).build().spec()))
                .isEqualTo("custom");
    }
}
