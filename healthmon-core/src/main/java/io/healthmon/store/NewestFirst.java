package io.healthmon.store;

import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;

/**
 * One service's checks on their way into a page of history: the newest that is not taken yet, and those behind it.
 *
 * @param head the newest
 * @param rest the older ones, newest first
 */
record NewestFirst(StoredCheck head, Iterator<StoredCheck> rest) {

    /** The rows of {@code rows} from {@code since} on; empty if there is none. */
    static Optional<NewestFirst> of(Iterator<StoredCheck> rows, Instant since) {
        if (!rows.hasNext()) {
            return Optional.empty();
        }
        StoredCheck head = rows.next();
        return head.check().timestamp().isBefore(since) ? Optional.empty() : Optional.of(new NewestFirst(head, rows));
    }
}
