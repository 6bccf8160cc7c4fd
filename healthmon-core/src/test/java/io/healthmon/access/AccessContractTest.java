package io.healthmon.access;

import io.healthmon.alert.ServiceMatcher;
import io.healthmon.target.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** What the parts of {@link AccessStoreContract} share: a store, and what is put into it. */
abstract class AccessContractTest {

    static final Instant T0 = Instant.parse("2026-03-01T10:00:00.123456Z");

    AccessStore store;

    /** A new, empty store. */
    protected abstract AccessStore newStore();

    @BeforeEach
    final void open() {
        store = newStore();
    }

    static Instant at(int seconds) {
        return T0.plusSeconds(seconds);
    }

    static User user(String name, Role role) {
        return new User(
                UUID.randomUUID(),
                name,
                role,
                Optional.of(Secret.of("$argon2id$of-" + name)),
                Optional.empty(),
                0,
                Optional.empty(),
                true,
                T0);
    }

    static User viewer(String name) {
        return user(name, Role.VIEWER);
    }

    static User admin(String name) {
        return user(name, Role.ADMIN);
    }

    /** One that logs in elsewhere only. */
    static User known(String name, ExternalIdentity identity, Role role) {
        return new User(
                UUID.randomUUID(), name, role, Optional.empty(), Optional.empty(), 0, Optional.of(identity), true, T0);
    }

    final User added(User user) {
        if (!store.add(user)) {
            throw new IllegalStateException(user.name() + " was not added");
        }
        return user;
    }

    static Session session(User user, String id, Instant seenAt) {
        return new Session(Hashes.of(id), UUID.randomUUID(), user.id(), T0, seenAt, "192.0.2.7", "Firefox");
    }

    final Session begun(User user, String id, int seconds) {
        Session session = session(user, id, at(seconds));
        if (!store.add(session)) {
            throw new IllegalStateException(id + " was not begun");
        }
        return session;
    }

    static AccessKey key(String name, String prefix, Instant createdAt) {
        return new AccessKey(
                UUID.randomUUID(),
                prefix,
                name,
                Hashes.of("hm_" + prefix + "_secret"),
                Set.of(Scope.READ, Scope.TEST),
                new ServiceMatcher(List.of("stream-*", "minio"), Map.of("team", "video")),
                "ann",
                createdAt,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    final AccessKey added(AccessKey key) {
        if (!store.add(key)) {
            throw new IllegalStateException(key.prefix() + " was not added");
        }
        return key;
    }
}
