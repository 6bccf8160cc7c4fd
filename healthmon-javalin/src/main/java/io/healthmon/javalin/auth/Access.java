package io.healthmon.javalin.auth;

import io.healthmon.access.AccessStore;
import java.util.List;
import java.util.Optional;

/**
 * Where it stands who may ask.
 *
 * @param keys the configuration's keys
 * @param store keys and users that can change while the host runs; empty if there are none
 * @param memory what was read of that store
 * @param open true if this machine may ask without anything, as long as there are neither keys nor users
 * @param marker remembers, beyond the end of the process, that there were keys or users
 */
public record Access(
        List<ApiKey> keys,
        Optional<AccessStore> store,
        Optional<AccessMemory> memory,
        boolean open,
        Optional<ClosedMarker> marker) {

    public Access {
        keys = List.copyOf(keys);
        if (store.isPresent() != memory.isPresent()) {
            throw new IllegalArgumentException("a store and the memory of it come together");
        }
    }
}
