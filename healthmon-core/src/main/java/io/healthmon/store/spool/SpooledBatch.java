package io.healthmon.store.spool;

import io.healthmon.store.Numbered;
import java.util.List;
import java.util.UUID;

/**
 * Some entries of the spool, in order.
 *
 * @param origin who numbered them: an earlier process too
 * @param entries at least one
 */
public record SpooledBatch(UUID origin, List<Numbered> entries) {

    public SpooledBatch {
        entries = List.copyOf(entries);
    }
}
