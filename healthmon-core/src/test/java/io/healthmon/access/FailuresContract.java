package io.healthmon.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How every {@link AccessStore} counts logins that fail. */
abstract class FailuresContract extends AccessContractTest {

    @Test
    void failures_areCountedForEachSubject() {
        assertThat(store.failures("user ann")).isEmpty();
        assertThat(store.failed("user ann", at(0), at(-60))).isEqualTo(new Failures(1, at(0)));
        assertThat(store.failed("user ann", at(5), at(-55))).isEqualTo(new Failures(2, at(5)));
        assertThat(store.failed("from 192.0.2.7", at(6), at(-54))).isEqualTo(new Failures(1, at(6)));
        assertThat(store.failures("user ann")).contains(new Failures(2, at(5)));
    }

    @Test
    void failure_thatComesLate_makesNothingEarlier() {
        store.failed("a", at(5), at(-55));
        assertThat(store.failed("a", at(3), at(-57))).isEqualTo(new Failures(2, at(5)));
    }

    @Test
    void failuresOfLongAgo_countNoMore() {
        store.failed("a", at(0), at(-60));
        store.failed("b", at(0), at(-60));
        assertThat(store.failed("a", at(100), at(40))).isEqualTo(new Failures(1, at(100)));
        assertThat(store.failures("b")).as("forgotten by the way").isEmpty();
    }

    @Test
    void success_forgetsThatSubjectsFailures() {
        store.failed("a", at(0), at(-60));
        store.failed("b", at(0), at(-60));
        store.succeeded("a");
        store.succeeded("c");
        assertThat(store.failures("a")).isEmpty();
        assertThat(store.failures("b")).isPresent();
        assertThat(store.failed("a", at(1), at(-59)).count()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0b", "\uD800"})
    void subjectThatCantBeStored_isRefused(String subject) {
        assertThatIllegalArgumentException().isThrownBy(() -> store.failed(subject, at(0), at(-60)));
    }

    @Test
    void subject_hasAsManyCharactersAsItMay_andNotOneMore() {
        String longest = "é".repeat(AccessStore.LONGEST_SUBJECT);
        assertThat(store.failed(longest, at(0), at(-60)).count()).isEqualTo(1);
        assertThat(store.failures(longest)).isPresent();
        assertThatIllegalArgumentException().isThrownBy(() -> store.failed(longest + "x", at(0), at(-60)));
    }
}
