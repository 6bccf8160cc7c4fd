package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.access.AccessStore;
import io.healthmon.access.Hashes;
import io.healthmon.access.Role;
import io.healthmon.access.Session;
import io.healthmon.access.User;
import io.healthmon.javalin.auth.Csrf;
import io.healthmon.javalin.auth.FreshKey;
import io.healthmon.target.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A user of each role, and sessions of theirs, without the trouble of logging in. */
public final class TestPeople {

    private final AccessStore store;
    private final Instant now;

    /** They are in the store from now on. */
    public TestPeople(AccessStore store, Instant now) {
        this.store = store;
        this.now = now;
        for (Role role : Role.values()) {
            assertThat(store.add(user(role))).isTrue();
        }
    }

    private User user(Role role) {
        return new User(
                UUID.nameUUIDFromBytes(role.word().getBytes(StandardCharsets.UTF_8)),
                role.word(),
                role,
                Optional.of(Secret.of("no password has this hash")),
                Optional.empty(),
                0,
                Optional.empty(),
                true,
                now);
    }

    /** The id of a new session. */
    public String session(Role role) {
        String id = FreshKey.random().text().reveal().substring("hm_12345678_".length());
        assertThat(store.add(new Session(
                        Hashes.of(id), UUID.randomUUID(), user(role).id(), now, now, "127.0.0.1", "a test")))
                .isTrue();
        return id;
    }

    /** A page of this site with a session of its own, so that it does not matter if it ends that. */
    public Client page(int port, Role role) {
        String id = session(role);
        return new Client(
                port, "Cookie", "healthmon=" + id, Csrf.HEADER, Csrf.token(id), "Sec-Fetch-Site", "same-origin");
    }
}
