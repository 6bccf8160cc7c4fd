package io.healthmon.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads the times of which no checks are recorded. Thread-safe; blocks. */
public interface GapReader {

    /**
     * Gaps, those that ended last first.
     *
     * @param query which, and how many
     * @throws StoreException.Unavailable if the store is away
     */
    List<StoredGap> gaps(GapQuery query);

    /**
     * Which gaps.
     *
     * @param service one service; empty for all
     * @param since only those that ended at this moment or later
     * @param until only those that began before this moment; empty for all
     * @param limit how many at most; 1 or more
     */
    record GapQuery(Optional<String> service, Instant since, Optional<Instant> until, int limit) {
        public GapQuery {
            if (limit < 1) {
                throw new IllegalArgumentException("limit must be 1 or more");
            }
        }

        /** Whenever they began. */
        public GapQuery(Optional<String> service, Instant since, int limit) {
            this(service, since, Optional.empty(), limit);
        }
    }
}
