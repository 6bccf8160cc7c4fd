package io.healthmon.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {

    private final Secret secret = Secret.of("p4ss wörd");

    @Test
    void secret_printed_isNotSeen() {
        record Holder(Secret password) {}

        assertThat(new Holder(secret).toString()).doesNotContain("p4ss").contains("***");
    }

    @Test
    void secret_matchesItselfAlone() {
        assertThat(secret.matches("p4ss wörd")).isTrue();
        assertThat(secret.matches("p4ss word")).isFalse();
        assertThat(secret.matches("")).isFalse();
        assertThat(secret.matches("p4ss wörd ")).isFalse();
        assertThat(secret.reveal()).isEqualTo("p4ss wörd");
    }

    @Test
    void secrets_withTheSameValue_areEqual() {
        assertThat(secret).isEqualTo(Secret.of("p4ss wörd")).hasSameHashCodeAs(Secret.of("p4ss wörd"));
        assertThat(secret).isNotEqualTo(Secret.of("other")).isNotEqualTo("p4ss wörd");
    }
}
