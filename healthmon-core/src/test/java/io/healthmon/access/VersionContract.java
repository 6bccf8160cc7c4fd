package io.healthmon.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link AccessStore} lets those who remember something know. */
abstract class VersionContract extends AccessContractTest {

    private void assertRises(String what, Runnable change) {
        long before = store.version();
        change.run();
        assertThat(store.version()).as(what).isGreaterThan(before);
    }

    private void assertStays(String what, Runnable work) {
        long before = store.version();
        work.run();
        assertThat(store.version()).as(what).isEqualTo(before);
    }

    @Test
    void version_risesWithUsers() {
        User ann = admin("ann");
        User bob = viewer("bob");
        assertRises("first", () -> store.addFirst(ann));
        assertRises("added", () -> store.add(bob));
        assertRises("changed", () -> store.change(bob.id(), user -> user.withRole(Role.OPERATOR)));
        assertRises("removed", () -> store.removeUser(bob.id()));
    }

    @Test
    void version_risesWithKeys() {
        AccessKey key = key("a", "aaaaaaaa", T0);
        assertRises("added", () -> store.add(key));
        assertRises("expires", () -> store.expire(key.id(), at(60)));
        assertRises("revoked", () -> store.revoke(key.id(), at(5)));
    }

    @Test
    void version_risesWhenSessionsEnd() {
        User ann = added(viewer("ann"));
        begun(ann, "one", 0);
        Session two = begun(ann, "two", 0);
        begun(ann, "three", 0);
        assertRises("by hash", () -> store.endSession(Hashes.of("one")));
        assertRises("by handle", () -> store.endSession(ann.id(), two.handle()));
        assertRises("all", () -> store.endSessionsOf(ann.id(), Optional.empty()));
    }

    @Test
    void version_staysOtherwise() {
        User ann = added(viewer("ann"));
        AccessKey key = added(key("a", "aaaaaaaa", T0));
        assertStays("not added", () -> store.add(viewer("ann")));
        assertStays("not changed", () -> store.change(UUID.randomUUID(), user -> user));
        assertStays("not ended", () -> store.endSession(Hashes.of("none")));
        assertStays("login", () -> begun(ann, "one", 0));
        assertStays("seen", () -> store.seen(Hashes.of("one"), at(9)));
        assertStays("key seen", () -> store.keySeen(key.id(), at(9)));
        assertStays("code", () -> store.takeTotpStep(ann.id(), 7));
        assertStays("failed", () -> store.failed("a", T0, T0));
        assertStays("forgotten", () -> store.forgetSessions(at(10), at(10)));
        assertStays(
                "audit",
                () -> store.audit(new AuditEntry(T0, "ann", "::1", "a.b", Optional.empty(), Optional.empty())));
    }
}
