package io.healthmon.access;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys that there are. Thread-safe; may block for as long as a file takes to be read. */
public interface SealingKeys {

    /** The one that seals from now on; may be made when it is first asked for. */
    SealingKey first();

    /** The one of this id, to open what it sealed. */
    Optional<SealingKey> ofId(String id);

    /**
     * These: the first seals, all open.
     *
     * @param keys at least one, each with an id of its own
     */
    static SealingKeys of(List<SealingKey> keys) {
        List<SealingKey> copy = List.copyOf(keys);
        Set<String> ids = new HashSet<>();
        if (copy.isEmpty() || !copy.stream().map(SealingKey::id).allMatch(ids::add)) {
            throw new IllegalArgumentException("there is at least one key, and each has an id of its own");
        }
        return new SealingKeys() {
            @Override
            public SealingKey first() {
                return copy.get(0);
            }

            @Override
            public Optional<SealingKey> ofId(String id) {
                return copy.stream().filter(key -> key.id().equals(id)).findFirst();
            }
        };
    }
}
