package io.healthmon.javalin.auth.login;

import io.healthmon.access.AccessStore;
import io.healthmon.access.Hashes;
import io.healthmon.access.Session;
import io.healthmon.access.User;
import io.healthmon.javalin.auth.AccessMemory;
import io.healthmon.store.StoreException;
import io.healthmon.time.MonitorClock;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is logged in. A session is over half an hour after it was last used, twelve hours after its login, and as soon as it is ended or its
 * user disabled; wherever that is done, here within three. Those of late are remembered: they go on while the store is away, until
 * their time is over. Thread-safe.
 */
public final class Sessions {

    /** A session that is not used is over after this. */
    static final Duration IDLE = Duration.ofMinutes(30);

    /** A session is over this long after its login, whatever it is used for. */
    static final Duration LONGEST = Duration.ofHours(12);

    /** That it was used is told to the store so often at most. */
    private static final Duration NOTED = Duration.ofMinutes(1);

    private static final int MOST_REMEMBERED = 10_000;

    /** No version of the store: what was not read from it is, as soon as it can be. */
    private static final long UNREAD = -1;

    private final AccessStore store;
    private final MonitorClock clock;
    private final AccessMemory memory;
    private final Map<String, Known> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    Sessions(AccessStore store, AccessMemory memory, MonitorClock clock) {
        this.store = store;
        this.memory = memory;
        this.clock = clock;
    }

    /**
     * A session that goes on.
     *
     * @param session it; {@code seenAt} is now
     * @param user whose it is
     */
    public record Active(Session session, User user) {

        /** When it is over if nobody uses it any more. */
        public Instant expiresAt() {
            return end(session.createdAt(), session.seenAt());
        }
    }

    /**
     * A session that has begun.
     *
     * @param id what the browser brings from now on; kept nowhere else
     */
    record Opened(String id, Active active) {}

    /** A session as the store had it at a version, and when it was seen since. */
    private record Known(Session session, long version, Instant seenAt, Instant notedAt) {

        Active active(User user, Instant at) {
            return new Active(
                    new Session(
                            session.hash(),
                            session.handle(),
                            session.user(),
                            session.createdAt(),
                            at,
                            session.address(),
                            session.agent()),
                    user);
        }

        boolean isOver(Instant now) {
            return !now.isBefore(end(session.createdAt(), seenAt));
        }
    }

    private static Instant end(Instant createdAt, Instant seenAt) {
        Instant idle = seenAt.plus(IDLE);
        Instant latest = createdAt.plus(LONGEST);
        return idle.isBefore(latest) ? idle : latest;
    }

    /** Begins a session; empty if the user may not have one any more. */
    Optional<Opened> open(User user, String address, String agent) {
        Instant now = clock.wall();
        String id = Tokens.make();
        Session session = new Session(Hashes.of(id), UUID.randomUUID(), user.id(), now, now, address, agent);
        if (!store.add(session)) {
            return Optional.empty();
        }
        synchronized (remembered) {
            remembered.put(session.hash(), new Known(session, UNREAD, now, now));
        }
        // Who is new has to be known to the gate at once.
        memory.changed();
        return Optional.of(new Opened(id, new Active(session, user)));
    }

    /**
     * The session of this id, which is used by that; empty if there is none, or it is over.
     *
     * @throws StoreException.Unavailable if the store is away and the session is not one of those that were seen lately
     */
    public Optional<Active> find(String id) {
        if (!Tokens.isToken(id)) {
            return Optional.empty();
        }
        String hash = Hashes.of(id);
        AccessMemory.Known access = memory.known().orElseThrow(Sessions::away);
        Optional<Known> known = known(hash);
        boolean good = known.filter(it -> it.version == access.version() && !it.isOver(clock.wall()))
                .isPresent();
        return (good ? known : load(hash, access.version(), known)).flatMap(it -> use(it, access));
    }

    /** Whose session of this id goes on; it is not used by that. Empty if there is none, or it is over. */
    Optional<User> peek(String id) {
        String hash = Hashes.of(id);
        return memory.known()
                .flatMap(access -> known(hash)
                        .filter(it -> it.version == access.version())
                        .or(() -> load(hash, access.version(), known(hash)))
                        .filter(it -> !it.isOver(clock.wall()))
                        .flatMap(it -> user(it.session.user(), access))
                        .filter(User::enabled));
    }

    /** It may have been used elsewhere: only the store knows whether it is over. */
    private Optional<Known> load(String hash, long version, Optional<Known> known) {
        Optional<Session> session;
        try {
            session = store.session(hash);
        } catch (StoreException.Unavailable away) {
            return Optional.of(known.orElseThrow(() -> away));
        }
        if (session.isEmpty()) {
            forget(hash);
        }
        return session.map(it -> new Known(
                it,
                version,
                known.map(Known::seenAt).filter(it.seenAt()::isBefore).orElse(it.seenAt()),
                known.map(Known::notedAt).filter(it.seenAt()::isBefore).orElse(it.seenAt())));
    }

    private Optional<Active> use(Known known, AccessMemory.Known access) {
        Instant now = clock.wall();
        String hash = known.session.hash();
        Optional<User> user = user(known.session.user(), access).filter(User::enabled);
        if (user.isEmpty() || known.isOver(now)) {
            forget(hash);
            return Optional.empty();
        }
        Instant seen = now.isAfter(known.seenAt) ? now : known.seenAt;
        boolean note = !now.isBefore(known.notedAt.plus(NOTED));
        synchronized (remembered) {
            remembered.put(hash, new Known(known.session, known.version, seen, note ? now : known.notedAt));
        }
        if (note) {
            note(hash, now);
        }
        return Optional.of(known.active(user.get(), seen));
    }

    /** Who has a session but is not remembered was made a moment ago, elsewhere. */
    private Optional<User> user(UUID id, AccessMemory.Known access) {
        @Nullable User user = access.users().get(id);
        try {
            return user == null ? store.user(id) : Optional.of(user);
        } catch (StoreException.Unavailable away) {
            return Optional.empty();
        }
    }

    private void note(String hash, Instant now) {
        try {
            store.seen(hash, now);
        } catch (StoreException.Unavailable away) {
            // Noted with the next use in a minute.
        }
    }

    /** The sessions of a user that go on, newest first. */
    public List<Active> of(User user) {
        Instant now = clock.wall();
        return store.sessionsOf(user.id()).stream()
                .map(session -> new Active(session, user))
                .filter(it -> now.isBefore(it.expiresAt()))
                .toList();
    }

    /** Ends a session. */
    public void end(Active active) {
        store.endSession(active.session().hash());
        forget(active.session().hash());
        memory.changed();
    }

    /** Ends the session of this handle; false if the user has none such. */
    public boolean end(User user, UUID handle) {
        boolean ended = store.endSession(user.id(), handle);
        forgetAllOf(user.id());
        return ended;
    }

    /** Ends a user's sessions, but for this one if it is given, and says how many they were. */
    public int endAllOf(UUID user, Optional<Active> but) {
        int ended = store.endSessionsOf(user, but.map(it -> it.session().hash()));
        forgetAllOf(user);
        return ended;
    }

    /** Something of this user was changed: what is remembered is read again. */
    public void forgetAllOf(UUID user) {
        synchronized (remembered) {
            remembered.values().removeIf(known -> known.session.user().equals(user));
        }
        memory.changed();
    }

    private void forget(String hash) {
        synchronized (remembered) {
            remembered.remove(hash);
        }
    }

    private Optional<Known> known(String hash) {
        synchronized (remembered) {
            @Nullable Known known = remembered.get(hash);
            return Optional.ofNullable(known);
        }
    }

    private static StoreException.Unavailable away() {
        return new StoreException.Unavailable("the session is not remembered", new ConnectException("away"));
    }
}
