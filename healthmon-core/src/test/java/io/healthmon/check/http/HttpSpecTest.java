package io.healthmon.check.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.healthmon.target.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSpecTest {

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host/", "host:5000", "/health", "http:///health", "http://", "http://host:99999/"})
    void get_notAWebAddress_isRefused(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> HttpSpec.get(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:hunter2@ho st/",
                "http://user:hunter2%@host/",
                "hunter2://host/",
                "http://user:hunter2^@host"
            })
    void get_malformed_isRefusedWithoutShowingIt(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpSpec.get(url))
                .withMessage("not an http:// or https:// URL with a host")
                .withNoCause();
    }

    @Test
    void get_hostWithUnderscore_isRefusedSayingWhatToDo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpSpec.get("http://my_service:5000/health", false))
                .withMessageContaining("underscore")
                .withMessageContaining("alias");
    }

    @Test
    void toString_withCredentials_showsNone() {
        HttpSpec spec = HttpSpec.get("http://user:hunter2@host:5000/health?token=hunter3")
                .withHeader("X-Token", Secret.of("hunter4"));
        assertThat(spec.toString()).isEqualTo("GET http://host:5000");
    }
}
