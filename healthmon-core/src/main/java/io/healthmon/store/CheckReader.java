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
     * @param before only rows behind this one, as newest first goes: where the page before ended; empty for the first page
     * @param limit how many at most; 1 or more
     */
    record HistoryQuery(Optional<String> service, Instant since, Optional<Position> before, int limit) {

        /** The first page. */
        public HistoryQuery(Optional<String> service, Instant since, int limit) {
            this(service, since, Optional.empty(), limit);
        }

        public HistoryQuery {
            if (limit < 1) {
                throw new IllegalArgumentException("limit must be 1 or more");
            }
        }
    }

    /**
     * A row's place in the history. Of two rows with one timestamp, the one with the higher id is newer.
     *
     * @param timestamp the row's
     * @param id the row's
     */
    record Position(Instant timestamp, long id) {

        /** The place of a row. */
        public static Position of(StoredCheck row) {
            return new Position(row.check().timestamp(), row.id());
        }
    }
}
