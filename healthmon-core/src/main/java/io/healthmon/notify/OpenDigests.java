package io.healthmon.notify;

import io.healthmon.alert.AlertKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The digests that a channel keeps as alerts of its own, and the alerts that each tells of and that are not over. Not thread-safe. */
final class OpenDigests {

    private final Map<String, Set<AlertKey>> members = new HashMap<>();
    private final Map<AlertKey, String> digestOf = new HashMap<>();

    /** The digest tells of the alert. */
    void add(String digest, AlertKey alert) {
        members.computeIfAbsent(digest, key -> new HashSet<>()).add(alert);
        digestOf.put(alert, digest);
    }

    /** The digest that told of the alert. */
    Optional<String> of(AlertKey alert) {
        return Optional.ofNullable(digestOf.get(alert));
    }

    /** How many alerts of the digest, this one among them, are not over. */
    int open(String digest) {
        return members.getOrDefault(digest, Set.of()).size();
    }

    /** The alert is over. */
    void remove(AlertKey alert) {
        String digest = digestOf.remove(alert);
        Set<AlertKey> its = digest == null ? null : members.get(digest);
        if (its != null) {
            its.remove(alert);
            if (its.isEmpty()) {
                members.remove(digest);
            }
        }
    }
}
