package io.healthmon.access;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The keys of an {@link InMemoryAccessStore}, which guards it. */
final class KeyBook {

    private static final Comparator<AccessKey> BY_NAME = Comparator.comparing(AccessKey::name)
            .thenComparing(AccessKey::createdAt, Comparator.reverseOrder())
            .thenComparing(AccessKey::prefix);

    private final Map<UUID, AccessKey> keys = new HashMap<>();

    List<AccessKey> all() {
        return keys.values().stream().sorted(BY_NAME).toList();
    }

    Optional<AccessKey> key(String prefix) {
        return keys.values().stream().filter(key -> key.prefix().equals(prefix)).findFirst();
    }

    boolean add(AccessKey key) {
        if (keys.containsKey(key.id()) || key(key.prefix()).isPresent() || !makeRoom(key.createdAt())) {
            return false;
        }
        keys.put(key.id(), key);
        return true;
    }

    /** A key that is rotated leaves one behind that is of no use: there would soon be too many. */
    private boolean makeRoom(Instant now) {
        if (keys.size() < AccessStore.MOST) {
            return true;
        }
        Optional<AccessKey> over = keys.values().stream()
                .filter(key -> !key.isValid(now))
                .min(Comparator.comparing((AccessKey key) -> key.endsAt().orElseThrow())
                        .thenComparing(AccessKey::prefix));
        over.map(AccessKey::id).ifPresent(keys::remove);
        return over.isPresent();
    }

    boolean change(UUID id, UnaryOperator<AccessKey> change) {
        return keys.computeIfPresent(id, (same, key) -> change.apply(key)) != null;
    }

    boolean revoke(UUID id, Instant at) {
        AccessKey key = keys.get(id);
        return key != null && key.revokedAt().isEmpty() && change(id, valid -> valid.revoked(at));
    }
}
