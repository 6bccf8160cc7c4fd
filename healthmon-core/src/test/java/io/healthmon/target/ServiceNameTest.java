package io.healthmon.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "stream-bot", "Stream_Bot.2", "-", "..", "0"})
    void name_byTheRule_isTaken(String name) {
        assertThat(ServiceName.require(name)).isEqualTo(name);
    }

    static Stream<String> others() {
        return Stream.of("", " ", "a b", "a/b", "ä", "a\n", "\na", "a\0", "a%2e", "x".repeat(101));
    }

    @ParameterizedTest
    @MethodSource("others")
    void name_againstTheRule_isRefusedWithIt(String name) {
        assertThat(ServiceName.valid(name)).isFalse();
        assertThatThrownBy(() -> ServiceName.require(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(ServiceName.RULE);
    }

    @Test
    void name_ofAHundredCharacters_isTaken() {
        assertThat(ServiceName.valid("x".repeat(100))).isTrue();
    }

    @Test
    void refusal_ofAHugeName_isShort() {
        assertThatThrownBy(() -> ServiceName.require("x".repeat(1_000_000)))
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(300));
    }
}
