package io.healthmon.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How every {@link AccessStore} keeps sessions. */
abstract class SessionContract extends AccessContractTest {

    @Test
    void session_isFoundByItsHash_asItIs() {
        Session session = begun(added(viewer("ann")), "one", 5);
        assertThat(store.session(session.hash())).contains(session);
        assertThat(store.session(Hashes.of("another"))).isEmpty();
    }

    @Test
    void session_ofWhoIsNotOrIsDisabled_isNotKept() {
        User ann = added(viewer("ann").withEnabled(false));
        assertThat(store.add(session(ann, "one", T0))).isFalse();
        assertThat(store.add(session(viewer("nobody"), "two", T0))).isFalse();
        assertThat(store.session(Hashes.of("one"))).isEmpty();
    }

    @Test
    void session_withWhateverTheBrowserSaysOfItself_isKept() {
        User ann = added(viewer("ann"));
        Session odd = new Session(
                Hashes.of("odd"), UUID.randomUUID(), ann.id(), T0, T0, "", "a\0b\uD800\r\n" + "x".repeat(5_000));
        assertThat(store.add(odd)).isTrue();
        assertThat(store.session(odd.hash())).contains(odd);
        assertThat(odd.agent()).hasSize(200).startsWith("a b\uFFFD x");
    }

    @Test
    void sessionsOfAUser_areHisAlone_newestFirst() {
        User ann = added(viewer("ann"));
        Session older = begun(ann, "older", 0);
        Session newer = new Session(Hashes.of("newer"), UUID.randomUUID(), ann.id(), at(1), at(1), "::1", "");
        store.add(newer);
        begun(added(viewer("bob")), "his", 0);

        assertThat(store.sessionsOf(ann.id())).containsExactly(newer, older);
    }

    @Test
    void seen_isNeverMadeEarlier() {
        Session session = begun(added(viewer("ann")), "one", 5);
        store.seen(session.hash(), at(9));
        store.seen(session.hash(), at(7));
        store.seen(Hashes.of("another"), at(10));
        assertThat(store.session(session.hash())).map(Session::seenAt).contains(at(9));
    }

    @Test
    void sessionThatEnded_isGone_andTheOthersStay() {
        User ann = added(viewer("ann"));
        User bob = added(viewer("bob"));
        Session one = begun(ann, "one", 0);
        Session two = begun(ann, "two", 0);
        Session his = begun(bob, "his", 0);

        assertThat(store.endSession(one.hash())).isTrue();
        assertThat(store.endSession(one.hash())).isFalse();
        assertThat(store.endSession(bob.id(), two.handle())).as("another's").isFalse();
        assertThat(store.session(two.hash())).isPresent();
        assertThat(store.endSession(ann.id(), two.handle())).isTrue();

        assertThat(store.sessionsOf(ann.id())).isEmpty();
        assertThat(store.sessionsOf(bob.id())).containsExactly(his);
    }

    @Test
    void allSessionsOfAUser_endTogether_butTheOneThatIsExcepted() {
        User ann = added(viewer("ann"));
        Session mine = begun(ann, "mine", 0);
        begun(ann, "two", 0);
        begun(ann, "three", 0);
        begun(added(viewer("bob")), "his", 0);

        assertThat(store.endSessionsOf(ann.id(), Optional.of(mine.hash()))).isEqualTo(2);
        assertThat(store.sessionsOf(ann.id())).containsExactly(mine);
        assertThat(store.endSessionsOf(ann.id(), Optional.empty())).isEqualTo(1);
        assertThat(store.sessionsOf(ann.id())).isEmpty();
        assertThat(store.session(Hashes.of("his"))).isPresent();
    }

    @Test
    void userWhoIsDisabledOrRemoved_hasNoSession() {
        User ann = added(viewer("ann"));
        User bob = added(viewer("bob"));
        begun(ann, "hers", 0);
        begun(bob, "his", 0);

        store.change(ann.id(), user -> user.withRole(Role.OPERATOR));
        assertThat(store.session(Hashes.of("hers"))).isPresent();
        store.change(ann.id(), user -> user.withEnabled(false));
        store.removeUser(bob.id());

        assertThat(store.session(Hashes.of("hers"))).isEmpty();
        assertThat(store.session(Hashes.of("his"))).isEmpty();
    }

    @Test
    void beyondTheMostOfOneUser_theOneNotSeenForLongestGoes() {
        User ann = added(viewer("ann"));
        Session his = begun(added(viewer("bob")), "his", -100);
        IntStream.range(0, AccessStore.MOST).forEach(i -> begun(ann, "session-" + i, i));
        store.seen(Hashes.of("session-0"), at(5_000));
        begun(ann, "one more", 6_000);

        assertThat(store.sessionsOf(ann.id())).hasSize(AccessStore.MOST);
        assertThat(store.session(Hashes.of("session-1"))).isEmpty();
        assertThat(store.session(Hashes.of("session-0"))).isPresent();
        assertThat(store.session(his.hash())).isPresent();
    }

    @Test
    void sessionsThatAreOver_areForgotten() {
        User ann = added(viewer("ann"));
        begun(ann, "unseen", 0);
        begun(ann, "seen", 60);
        store.add(new Session(Hashes.of("old"), UUID.randomUUID(), ann.id(), at(-100), at(60), "::1", ""));

        assertThat(store.forgetSessions(at(-50), at(30))).isEqualTo(2);
        assertThat(store.sessionsOf(ann.id())).extracting(Session::hash).containsExactly(Hashes.of("seen"));
    }
}
