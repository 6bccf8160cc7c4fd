package io.healthmon.javalin.auth.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.target.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {

    private final Passwords passwords = new Passwords("homelab-monitor", new Argon2(64, 1, 1));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery staple",
                "vier-Füße-im-Tiegel",
                "Uo3!kd9-Wq7z",
                "密码密码是一个很长的句子呢",
                "dragonfly over the pond"
            })
    void password_thatFewHave_isTaken(String password) {
        assertThat(passwords.objection(password, "anna")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "elevenchars", "😀😀😀😀😀😀😀😀😀😀😀"})
    void password_ofFewerThan12CodePoints_isRefused(String password) {
        assertThat(passwords.objection(password, "anna")).get().asString().contains("12 to 128");
    }

    @Test
    void password_ofMoreThan128CodePoints_isRefused_oneOf128IsTaken() {
        String all = "Every letter of this very long sentence counts once, 1234567890. ".repeat(3);

        assertThat(passwords.objection(all.substring(0, 129), "anna")).isPresent();
        assertThat(passwords.objection(all.substring(0, 128), "anna")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password1234",
                "Password1234!",
                "p4$$w0rd!!!!",
                "passwordpassword",
                "dragon123456",
                "2024!dragon!",
                "administrator",
                "qwertyuiop12345",
                "123456789012",
                "abcdefghijkl",
                "lkjihgfedcba",
                "1q2w3e4r5t6y",
                "aaaaaaaaaaaa",
                "abababababab",
                "iloveyou1234",
                "letmeinletmein",
            })
    void commonPassword_andOneMuchLikeIt_isRefused(String password) {
        assertThat(passwords.objection(password, "anna")).get().asString().contains("Many people");
    }

    @ParameterizedTest
    @ValueSource(strings = {"my-Johanna-pass-9", "the-Homelab-Monitor-9x", "Healthmon-for-me-x9"})
    void password_withAName_isRefused(String password) {
        assertThat(passwords.objection(password, "johanna")).get().asString().contains("name");
    }

    @Test
    void matching_isOfTheHash_andOfNoneFalse() {
        Secret hash = passwords.hash("correct horse battery staple");

        assertThat(passwords.matches("correct horse battery staple", Optional.of(hash)))
                .isTrue();
        assertThat(passwords.matches("correct horse battery", Optional.of(hash)))
                .isFalse();
        assertThat(passwords.matches("correct horse battery staple", Optional.empty()))
                .isFalse();
        assertThat(passwords.matches("what nobody has as a password", Optional.empty()))
                .isFalse();
        assertThat(passwords.matches("x".repeat(100_000), Optional.of(hash))).isFalse();
    }
}
