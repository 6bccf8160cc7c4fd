package io.healthmon.jdbc;

import io.healthmon.access.AccessKey;
import io.healthmon.access.AccessStore;
import io.healthmon.access.AuditEntry;
import io.healthmon.access.ExternalIdentity;
import io.healthmon.access.Failures;
import io.healthmon.access.Session;
import io.healthmon.access.User;
import io.healthmon.access.UserChange;
import io.healthmon.store.StoreException;
import java.time.Instant;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jooq.DSLContext;

/**
 * The access store on PostgreSQL. It has connections of its own share: neither a crowd that reads the history nor one that tries
 * passwords keeps the other, or a commit, waiting.
 */
final class PostgresAccessStore implements AccessStore {

    /** More changes of one user than that at once are no accident. */
    private static final int MOST_TRIES = 20;

    private static final int FORGOTTEN_BY_THE_WAY = 100;
    private static final int FORGOTTEN_AT_ONCE = 5_000;

    private final Reads places;

    PostgresAccessStore(Reads places) {
        this.places = places;
    }

    /** A change that others have to know of, if it is made; one at a time. */
    private <T> T change(String task, Predicate<T> made, Function<DSLContext, T> work) {
        return places.transaction(task, transaction -> {
            AccessVersion.hold(transaction);
            T outcome = work.apply(transaction);
            if (made.test(outcome)) {
                AccessVersion.raise(transaction);
            }
            return outcome;
        });
    }

    private boolean change(String task, Predicate<DSLContext> work) {
        return change(task, made -> made, work::test);
    }

    @Override
    public List<User> users() {
        return places.run("read the users", UserRows::all);
    }

    @Override
    public Optional<User> user(UUID id) {
        return places.run("read a user", context -> UserRows.of(context, id));
    }

    @Override
    public Optional<User> userNamed(String name) {
        return User.isName(name)
                ? places.run("read a user", context -> UserRows.named(context, name))
                : Optional.empty();
    }

    @Override
    public Optional<User> userKnownAs(ExternalIdentity identity) {
        return places.run("read a user", context -> UserRows.knownAs(context, identity));
    }

    @Override
    public boolean add(User user) {
        return change(
                "add a user", transaction -> UserRows.count(transaction) < MOST && UserRows.insert(transaction, user));
    }

    @Override
    public boolean addFirst(User user) {
        return change(
                "add the first user",
                transaction -> UserRows.count(transaction) == 0 && UserRows.insert(transaction, user));
    }

    /** The new user is made beforehand, so that nothing of the caller's runs while others wait. */
    @Override
    public UserChange change(UUID id, UnaryOperator<User> change) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Optional<User> before = user(id);
            if (before.isEmpty()) {
                return UserChange.NO_SUCH_USER;
            }
            User after = change.apply(before.get());
            if (!after.id().equals(id)) {
                throw new IllegalArgumentException("a user's id stays");
            }
            Optional<UserChange> outcome = change(
                    "change a user",
                    made -> made.equals(Optional.of(UserChange.DONE)),
                    transaction -> UserRows.of(transaction, id).equals(before)
                            ? Optional.of(replace(transaction, before.get(), after))
                            : Optional.empty());
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        throw new StoreException.Unavailable(
                "could not change a user: others do so all the time", new ConcurrentModificationException());
    }

    private static UserChange replace(DSLContext transaction, User before, User after) {
        if (UserRows.clashes(transaction, after)) {
            return UserChange.TAKEN;
        }
        if (!after.isLocalAdmin() && UserRows.isLastLocalAdmin(transaction, before)) {
            return UserChange.LAST_ADMIN;
        }
        UserRows.update(transaction, after);
        if (!after.enabled()) {
            SessionRows.endOf(transaction, after.id(), Optional.empty());
        }
        return UserChange.DONE;
    }

    @Override
    public boolean takeTotpStep(UUID user, long step) {
        return places.run("take a code", context -> UserRows.takeTotpStep(context, user, step));
    }

    @Override
    public UserChange removeUser(UUID id) {
        return change(
                "remove a user",
                outcome -> outcome == UserChange.DONE,
                transaction -> UserRows.of(transaction, id)
                        .map(user -> remove(transaction, user))
                        .orElse(UserChange.NO_SUCH_USER));
    }

    private static UserChange remove(DSLContext transaction, User user) {
        if (UserRows.isLastLocalAdmin(transaction, user)) {
            return UserChange.LAST_ADMIN;
        }
        UserRows.delete(transaction, user.id());
        return UserChange.DONE;
    }

    @Override
    public boolean add(Session session) {
        return places.transaction("keep a session", transaction -> {
            boolean enabled = UserRows.holdEnabled(transaction, session.user());
            if (enabled) {
                SessionRows.insert(transaction, session);
                SessionRows.endSurplus(transaction, session.user());
            }
            return enabled;
        });
    }

    @Override
    public Optional<Session> session(String hash) {
        return places.run("read a session", context -> SessionRows.of(context, hash));
    }

    @Override
    public List<Session> sessionsOf(UUID user) {
        return places.run("read the sessions", context -> SessionRows.ofUser(context, user));
    }

    @Override
    public void seen(String sessionHash, Instant at) {
        places.run("note a session's use", context -> SessionRows.seen(context, sessionHash, at));
    }

    @Override
    public boolean endSession(String hash) {
        return change("end a session", transaction -> SessionRows.end(transaction, hash) > 0);
    }

    @Override
    public boolean endSession(UUID user, UUID handle) {
        return change("end a session", transaction -> SessionRows.end(transaction, user, handle) > 0);
    }

    @Override
    public int endSessionsOf(UUID user, Optional<String> except) {
        return change("end sessions", ended -> ended > 0, transaction -> SessionRows.endOf(transaction, user, except));
    }

    @Override
    public int forgetSessions(Instant created, Instant seen) {
        return places.run("forget sessions", context -> SessionRows.forget(context, created, seen));
    }

    @Override
    public List<AccessKey> keys() {
        return places.run("read the keys", KeyRows::all);
    }

    @Override
    public Optional<AccessKey> key(String prefix) {
        return AccessKey.isPrefix(prefix)
                ? places.run("read a key", context -> KeyRows.of(context, prefix))
                : Optional.empty();
    }

    @Override
    public boolean add(AccessKey key) {
        return change("add a key", transaction -> {
            boolean fits = !KeyRows.clashes(transaction, key) && KeyRows.makeRoom(transaction, key.createdAt());
            if (fits) {
                KeyRows.insert(transaction, key);
            }
            return fits;
        });
    }

    @Override
    public boolean expire(UUID key, Instant at) {
        return change("let a key expire", transaction -> KeyRows.expire(transaction, key, at));
    }

    @Override
    public boolean revoke(UUID key, Instant at) {
        return change("revoke a key", transaction -> KeyRows.revoke(transaction, key, at));
    }

    @Override
    public void keySeen(UUID key, Instant at) {
        places.run("note a key's use", context -> KeyRows.seen(context, key, at));
    }

    @Override
    public Failures failed(String subject, Instant at, Instant forget) {
        Failures.requireSubject(subject);
        return places.transaction("count a failed login", transaction -> {
            Failures failures = FailureRows.add(transaction, subject, at, forget);
            FailureRows.forget(transaction, forget, FORGOTTEN_BY_THE_WAY);
            return failures;
        });
    }

    @Override
    public Optional<Failures> failures(String subject) {
        Failures.requireSubject(subject);
        return places.run("read failed logins", context -> FailureRows.of(context, subject));
    }

    @Override
    public void succeeded(String subject) {
        Failures.requireSubject(subject);
        places.run("forget failed logins", context -> FailureRows.delete(context, subject));
    }

    @Override
    public void audit(AuditEntry entry) {
        places.run("add to the audit", context -> AuditRows.insert(context, entry));
    }

    @Override
    public List<Numbered> audited(Optional<Long> before, int limit) {
        if (limit < 1 || limit > 1_000) {
            throw new IllegalArgumentException("limit must be 1 to 1000, not " + limit);
        }
        return places.run("read the audit", context -> AuditRows.page(context, before, limit));
    }

    @Override
    public int forgetAudit(Instant before) {
        int all = 0;
        int gone;
        do {
            gone = places.transaction(
                    "forget old entries of the audit",
                    transaction -> AuditRows.forget(transaction, before, FORGOTTEN_AT_ONCE));
            all += gone;
        } while (gone == FORGOTTEN_AT_ONCE);
        return all;
    }

    @Override
    public long version() {
        return places.run("look for changes of who may ask", AccessVersion::get);
    }
}
