package io.healthmon.javalin.auth.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.target.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2Test {

    private static final Argon2 CHEAP = new Argon2(64, 1, 1);

    /** From the tests of the reference implementation (phc-winner-argon2, test.c). */
    private static final Secret REFERENCE =
            Secret.of("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");

    @Test
    void hash_ofTheReferenceImplementation_isKnown() {
        assertThat(Argon2.matches("password", REFERENCE)).isTrue();
        assertThat(Argon2.matches("differentpassword", REFERENCE)).isFalse();
    }

    @Test
    void hash_isThatOfItsPasswordAlone_andNeverTheSameTwice() {
        Secret hash = CHEAP.hash("correct horse battery staple");

        assertThat(Argon2.matches("correct horse battery staple", hash)).isTrue();
        assertThat(Argon2.matches("correct horse battery stapl", hash)).isFalse();
        assertThat(Argon2.matches("", hash)).isFalse();
        assertThat(CHEAP.hash("correct horse battery staple").reveal()).isNotEqualTo(hash.reveal());
        assertThat(hash).hasToString("***");
    }

    @Test
    void defaultCost_isWhatIsAskedForAtLeast() {
        assertThat(Argon2.DEFAULT.hash("x").reveal()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void password_isTheSame_howeverItsLettersAreComposed() {
        Secret hash = CHEAP.hash("schlüsselwörter");

        assertThat(Argon2.matches("schlu\u0308sselwo\u0308rter", hash)).isTrue();
    }

    @Test
    void costThatRises_isOutgrown() {
        Secret hash = CHEAP.hash("x");

        assertThat(CHEAP.outgrew(hash)).isFalse();
        assertThat(new Argon2(128, 1, 1).outgrew(hash)).isTrue();
        assertThat(new Argon2(64, 2, 1).outgrew(hash)).isTrue();
        assertThat(new Argon2(32, 1, 1).outgrew(hash)).isFalse();
        assertThat(CHEAP.outgrew(Secret.of("something else"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "password",
                "$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc",
                "$argon2id$v=16$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc",
                "$argon2id$v=19$m=999999,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc",
                "$argon2id$v=19$m=64,t=99,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc",
                "$argon2id$v=19$m=64,t=0,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc",
                "$argon2id$v=19$m=1,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc",
                "$argon2id$v=19$m=64,t=1,p=0$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc",
                "$argon2id$v=19$m=64,t=1,p=1$$",
            })
    void rowThatIsNoHash_orCostsTooMuch_matchesNothing(String row) {
        assertThat(Argon2.matches("password", Secret.of(row))).isFalse();
    }
}
