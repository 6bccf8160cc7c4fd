package io.healthmon.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.alert.ServiceMatcher;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How every {@link AccessStore} keeps keys. */
abstract class KeyContract extends AccessContractTest {

    /** Of {@code a-z 2-7}, for a number. */
    private static String prefix(int number) {
        return "k"
                + String.format("%07d", number)
                        .replace('0', 'a')
                        .replace('1', 'b')
                        .replace('8', 'c')
                        .replace('9', 'd');
    }

    @Test
    void key_isFoundByItsPrefix_asItIs() {
        AccessKey limited = added(key("grafana", "abcdefgh", T0));
        AccessKey all = added(new AccessKey(
                UUID.randomUUID(),
                "abcdefg2",
                "Überwachung 'x'; --",
                Hashes.of("all"),
                EnumSet.allOf(Scope.class),
                ServiceMatcher.ALL,
                "key grafana",
                T0,
                Optional.of(at(10)),
                Optional.of(at(5)),
                Optional.of(at(3))));

        assertThat(store.key("abcdefgh")).contains(limited);
        assertThat(store.key("abcdefg2")).contains(all);
        assertThat(store.key("abcdefg")).isEmpty();
        assertThat(store.key("\0")).isEmpty();
    }

    @Test
    void keys_standByName_andThenNewestFirst() {
        AccessKey second = added(key("b", "aaaaaaa2", at(0)));
        AccessKey first = added(key("a", "aaaaaaa3", at(0)));
        AccessKey newer = added(key("b", "aaaaaaa4", at(9)));
        assertThat(store.keys()).containsExactly(first, newer, second);
    }

    @Test
    void prefixOrIdOfAnother_isNotAdded() {
        AccessKey key = added(key("a", "aaaaaaaa", T0));
        assertThat(store.add(key("b", "aaaaaaaa", T0))).isFalse();
        assertThat(store.add(key)).isFalse();
        assertThat(store.keys()).containsExactly(key);
    }

    @Test
    void expiry_comesEarlier_neverLater() {
        AccessKey key = added(key("a", "aaaaaaaa", T0));
        assertThat(store.expire(key.id(), at(60))).isTrue();
        assertThat(store.expire(key.id(), at(90))).isTrue();
        assertThat(store.key("aaaaaaaa").orElseThrow().expiresAt()).contains(at(60));
        store.expire(key.id(), at(30));
        assertThat(store.key("aaaaaaaa").orElseThrow().expiresAt()).contains(at(30));
        assertThat(store.expire(UUID.randomUUID(), at(1))).isFalse();
    }

    @Test
    void revoked_isOnce_andForGood() {
        AccessKey key = added(key("a", "aaaaaaaa", T0));
        assertThat(store.revoke(key.id(), at(5))).isTrue();
        assertThat(store.revoke(key.id(), at(9))).isFalse();
        assertThat(store.revoke(UUID.randomUUID(), at(5))).isFalse();
        AccessKey kept = store.key("aaaaaaaa").orElseThrow();
        assertThat(kept.revokedAt()).contains(at(5));
        assertThat(kept.isValid(at(5))).isFalse();
    }

    @Test
    void seen_isNeverMadeEarlier() {
        AccessKey key = added(key("a", "aaaaaaaa", T0));
        store.keySeen(key.id(), at(9));
        store.keySeen(key.id(), at(7));
        store.keySeen(UUID.randomUUID(), at(10));
        assertThat(store.keys()).extracting(AccessKey::seenAt).containsExactly(Optional.of(at(9)));
    }

    @Test
    void beyondTheMost_keysThatAreOverGiveWay_andNoOthers() {
        Instant later = at(100);
        IntStream.range(0, AccessStore.MOST).forEach(i -> added(key("k", prefix(i), T0)));
        assertThat(store.add(key("n", "newnewaa", later))).isFalse();

        revoke(prefix(7), at(50));
        expire(prefix(8), at(40));
        expire(prefix(9), at(101));
        assertThat(store.add(key("n", "newnewaa", later))).isTrue();
        assertThat(store.key(prefix(8))).as("the first that was over").isEmpty();
        assertThat(store.add(key("n", "newnewab", later))).isTrue();
        assertThat(store.key(prefix(7))).isEmpty();
        assertThat(store.add(key("n", "newnewac", later))).isFalse();
        assertThat(store.keys()).hasSize(AccessStore.MOST);
    }

    private void revoke(String prefix, Instant at) {
        store.revoke(store.key(prefix).orElseThrow().id(), at);
    }

    private void expire(String prefix, Instant at) {
        store.expire(store.key(prefix).orElseThrow().id(), at);
    }
}
