package io.healthmon.access;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * An access store that forgets everything when the process ends, beside an {@link io.healthmon.store.InMemoryStore}. Bounded: beside
 * what every access store is bounded to, it keeps the newest 10,000 entries of the audit, and the failures of the 100,000 subjects that
 * failed last. Thread-safe; no method waits for anything but memory.
 */
public final class InMemoryAccessStore implements AccessStore {

    private static final int MOST_ENTRIES = 10_000;
    private static final int MOST_FAILURES = 100_000;

    // Everything below is guarded by this object's monitor; nothing under it waits, and only changes of users are
    // called.
    private final UserBook users = new UserBook();
    private final SessionBook sessions = new SessionBook();
    private final KeyBook keys = new KeyBook();
    private final Map<String, Failures> failures = new LinkedHashMap<>();
    private final Deque<Numbered> audit = new ArrayDeque<>();
    private long lastEntry;
    private long version;

    @Override
    public synchronized List<User> users() {
        return users.all();
    }

    @Override
    public synchronized Optional<User> user(UUID id) {
        return users.user(id);
    }

    @Override
    public synchronized Optional<User> userNamed(String name) {
        return users.first(user -> UserBook.sameName(user.name(), name));
    }

    @Override
    public synchronized Optional<User> userKnownAs(ExternalIdentity identity) {
        return users.first(user -> user.external().equals(Optional.of(identity)));
    }

    @Override
    public synchronized boolean add(User user) {
        return changed(users.add(user));
    }

    @Override
    public synchronized boolean addFirst(User user) {
        return users.isEmpty() && add(user);
    }

    @Override
    public synchronized UserChange change(UUID id, UnaryOperator<User> change) {
        UserChange outcome = users.change(id, change);
        if (changed(outcome == UserChange.DONE)
                && users.user(id).filter(User::enabled).isEmpty()) {
            sessions.end(session -> session.user().equals(id));
        }
        return outcome;
    }

    @Override
    public synchronized boolean takeTotpStep(UUID user, long step) {
        return users.takeTotpStep(user, step);
    }

    @Override
    public synchronized UserChange removeUser(UUID id) {
        UserChange outcome = users.remove(id);
        if (changed(outcome == UserChange.DONE)) {
            sessions.end(session -> session.user().equals(id));
        }
        return outcome;
    }

    @Override
    public synchronized boolean add(Session session) {
        if (users.user(session.user()).filter(User::enabled).isEmpty()) {
            return false;
        }
        sessions.add(session);
        return true;
    }

    @Override
    public synchronized Optional<Session> session(String hash) {
        return sessions.session(hash);
    }

    @Override
    public synchronized List<Session> sessionsOf(UUID user) {
        return sessions.of(user);
    }

    @Override
    public synchronized void seen(String sessionHash, Instant at) {
        sessions.seen(sessionHash, at);
    }

    @Override
    public synchronized boolean endSession(String hash) {
        return changed(sessions.end(session -> Hashes.same(session.hash(), hash)) > 0);
    }

    @Override
    public synchronized boolean endSession(UUID user, UUID handle) {
        return changed(sessions.end(session ->
                        session.user().equals(user) && session.handle().equals(handle))
                > 0);
    }

    @Override
    public synchronized int endSessionsOf(UUID user, Optional<String> except) {
        int ended = sessions.end(session -> session.user().equals(user)
                && except.filter(hash -> Hashes.same(session.hash(), hash)).isEmpty());
        changed(ended > 0);
        return ended;
    }

    @Override
    public synchronized int forgetSessions(Instant created, Instant seen) {
        return sessions.end(session ->
                session.createdAt().isBefore(created) || session.seenAt().isBefore(seen));
    }

    @Override
    public synchronized List<AccessKey> keys() {
        return keys.all();
    }

    @Override
    public synchronized Optional<AccessKey> key(String prefix) {
        return keys.key(prefix);
    }

    @Override
    public synchronized boolean add(AccessKey key) {
        return changed(keys.add(key));
    }

    @Override
    public synchronized boolean expire(UUID key, Instant at) {
        return changed(keys.change(key, its -> its.expiring(at)));
    }

    @Override
    public synchronized boolean revoke(UUID key, Instant at) {
        return changed(keys.revoke(key, at));
    }

    @Override
    public synchronized void keySeen(UUID key, Instant at) {
        keys.change(key, its -> its.seen(at));
    }

    @Override
    public synchronized Failures failed(String subject, Instant at, Instant forget) {
        Failures.requireSubject(subject);
        Failures before = failures.remove(subject);
        Failures now = before == null || before.last().isBefore(forget) ? new Failures(1, at) : before.and(at);
        // The newest stands last, so that the first are those to forget.
        failures.put(subject, now);
        var eldest = failures.values().iterator();
        while (eldest.hasNext() && (eldest.next().last().isBefore(forget) || failures.size() > MOST_FAILURES)) {
            eldest.remove();
        }
        return now;
    }

    @Override
    public synchronized Optional<Failures> failures(String subject) {
        Failures.requireSubject(subject);
        return Optional.ofNullable(failures.get(subject));
    }

    @Override
    public synchronized void succeeded(String subject) {
        Failures.requireSubject(subject);
        failures.remove(subject);
    }

    @Override
    public synchronized void audit(AuditEntry entry) {
        audit.addFirst(new Numbered(++lastEntry, entry));
        if (audit.size() > MOST_ENTRIES) {
            audit.removeLast();
        }
    }

    @Override
    public synchronized List<Numbered> audited(Optional<Long> before, int limit) {
        if (limit < 1 || limit > 1_000) {
            throw new IllegalArgumentException("limit must be 1 to 1000, not " + limit);
        }
        return audit.stream()
                .filter(entry ->
                        before.filter(number -> entry.number() >= number).isEmpty())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized int forgetAudit(Instant before) {
        int kept = audit.size();
        audit.removeIf(entry -> entry.entry().at().isBefore(before));
        return kept - audit.size();
    }

    @Override
    public synchronized long version() {
        return version;
    }

    private boolean changed(boolean changed) {
        if (changed) {
            version++;
        }
        return changed;
    }
}
