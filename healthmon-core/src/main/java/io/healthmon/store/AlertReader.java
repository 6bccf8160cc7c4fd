package io.healthmon.store;

import java.util.List;
import java.util.Optional;

/** Reads alerts. Thread-safe; blocks. */
public interface AlertReader {

    /**
     * Alerts, the newest triggered first.
     *
     * @throws StoreException.Unavailable if the store is away
     */
    List<StoredAlert> alerts(AlertQuery query);

    /** How many alerts are active now. */
    long activeAlerts();

    /**
     * Which alerts.
     *
     * @param active true for active ones, false for resolved ones; empty for all
     * @param service one service; empty for all
     * @param limit how many at most; 1 or more
     */
    record AlertQuery(Optional<Boolean> active, Optional<String> service, int limit) {
        public AlertQuery {
            if (limit < 1) {
                throw new IllegalArgumentException("limit must be 1 or more");
            }
        }
    }
}
