package io.healthmon.javalin.auth.login;

import io.healthmon.access.AccessStore;
import io.healthmon.access.ExternalIdentity;
import io.healthmon.access.Role;
import io.healthmon.access.User;
import io.healthmon.access.UserChange;
import io.healthmon.javalin.wire.Problem;
import io.healthmon.time.MonitorClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The people who may log in. Whatever takes something from a user ends the sessions with it, so that nobody goes on with what he had. What
 * can't be done is a {@link Problem}, whose sentence is fit for a command line too. Thread-safe.
 */
public final class Users {

    private final AccessStore store;
    private final Passwords passwords;
    private final MonitorClock clock;

    /** Those of a store. */
    public Users(AccessStore store, Passwords passwords, MonitorClock clock) {
        this.store = store;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** All, by name. */
    public List<User> all() {
        return store.users();
    }

    /** The user of this id. */
    public User get(UUID id) {
        return store.user(id).orElseThrow(() -> Problem.of(404, "Unknown user: " + id));
    }

    /** The user of this name, in whatever case. */
    public User named(String name) {
        return Optional.of(name)
                .filter(User::isName)
                .flatMap(store::userNamed)
                .orElseThrow(() -> Problem.of(404, "Unknown user: " + Problem.bare(name)));
    }

    /** Adds a user. */
    public User add(String name, Role role, String password) {
        User user = make(name, role, password);
        if (!store.add(user)) {
            if (store.userNamed(name).isPresent()) {
                throw Problem.of(409, "There is a user " + Problem.quoted(name) + " already.");
            }
            throw Problem.of(409, "There are " + AccessStore.MOST + " users, and can't be more.");
        }
        return user;
    }

    /** Adds the first user, an administrator; empty if there is any. */
    Optional<User> addFirst(String name, String password) {
        User user = make(name, Role.ADMIN, password);
        return store.addFirst(user) ? Optional.of(user) : Optional.empty();
    }

    private User make(String name, Role role, String password) {
        if (!User.isName(name)) {
            throw Problem.malformed("A user's name has 1 to 100 characters of A-Z a-z 0-9 . _ @ + -, not as "
                    + Problem.quoted(name) + " has.");
        }
        refuseWeak(password, name);
        Instant now = clock.wall();
        return new User(
                UUID.randomUUID(),
                name,
                role,
                Optional.of(passwords.hash(password)),
                Optional.empty(),
                0,
                Optional.<ExternalIdentity>empty(),
                true,
                now);
    }

    /** Throws a 400 unless this may be a password of somebody of this name. */
    void refuseWeak(String password, String name) {
        passwords.objection(password, name).ifPresent(why -> {
            throw Problem.malformed(why);
        });
    }

    /** Gives a user another password. */
    public User password(User user, String password) {
        refuseWeak(password, user.name());
        io.healthmon.target.Secret hash = passwords.hash(password);
        return changed(user.id(), it -> it.withPassword(hash));
    }

    /** Gives a user another role. */
    public User role(User user, Role role) {
        return user.role() == role ? user : changed(user.id(), it -> it.withRole(role));
    }

    /** Lets a user log in, or not. */
    public User enabled(User user, boolean enabled) {
        return user.enabled() == enabled ? user : changed(user.id(), it -> it.withEnabled(enabled));
    }

    /** Asks no one-time codes of a user any more. */
    public User withoutTotp(User user) {
        return changed(user.id(), it -> it.withTotp(Optional.empty()));
    }

    /** Removes a user. */
    public void remove(User user) {
        refuse(store.removeUser(user.id()), user.id());
    }

    private User changed(UUID id, UnaryOperator<User> change) {
        refuse(store.change(id, change), id);
        store.endSessionsOf(id, Optional.empty());
        return get(id);
    }

    private static void refuse(UserChange outcome, UUID id) {
        switch (outcome) {
            case DONE -> {}
            case NO_SUCH_USER -> throw Problem.of(404, "Unknown user: " + id);
            case TAKEN -> throw Problem.of(409, "The name is another user's already.");
            case LAST_ADMIN ->
                throw Problem.of(
                        409,
                        "That is the last enabled administrator with a password here: without one nobody could let others"
                                + " in. Make another one first.");
        }
    }
}
