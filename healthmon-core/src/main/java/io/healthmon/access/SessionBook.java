package io.healthmon.access;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** The sessions of an {@link InMemoryAccessStore}, which guards it. */
final class SessionBook {

    private static final Comparator<Session> NEWEST_FIRST =
            Comparator.comparing(Session::createdAt).reversed().thenComparing(Session::handle);
    private static final Comparator<Session> LONGEST_UNSEEN =
            Comparator.comparing(Session::seenAt).thenComparing(Session::handle);

    private final Map<String, Session> sessions = new HashMap<>();

    void add(Session session) {
        List<Session> its = of(session.user());
        if (its.size() >= AccessStore.MOST) {
            its.stream().min(LONGEST_UNSEEN).map(Session::hash).ifPresent(sessions::remove);
        }
        sessions.put(session.hash(), session);
    }

    Optional<Session> session(String hash) {
        return Optional.ofNullable(sessions.get(hash));
    }

    List<Session> of(UUID user) {
        return sessions.values().stream()
                .filter(session -> session.user().equals(user))
                .sorted(NEWEST_FIRST)
                .toList();
    }

    void seen(String hash, Instant at) {
        sessions.computeIfPresent(hash, (same, session) -> session.seen(at));
    }

    /** How many are gone. */
    int end(Predicate<Session> which) {
        int before = sessions.size();
        sessions.values().removeIf(which);
        return before - sessions.size();
    }
}
