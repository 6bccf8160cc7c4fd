package io.healthmon.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads the check log. Thread-safe; blocks. */
public interface CheckReader {

    /**
     * Checks, newest first.
     *
     * @param query which, and how many
     * @throws StoreException.Unavailable if the store is away
     */
    List<StoredCheck> history(HistoryQuery query);

    /**
     * Which checks.
     *
     * @param service one service; empty for all
     * @param since the oldest timestamp, included
     * @param limit how many at most; 1 or more
     */
    record HistoryQuery(Optional<String> service, Instant since, int limit) {
        public HistoryQuery {
            if (limit < 1) {
                throw new IllegalArgumentException("limit must be 1 or more");
            }
        }
    }
}
