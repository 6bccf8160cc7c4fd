package io.healthmon.store;

import io.healthmon.alert.Suppression;
import java.time.Instant;
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
     * All that is recorded of an alert; empty if there is none of that id.
     *
     * @param id as in {@link StoredAlert}
     */
    Optional<AlertStory> story(long id);

    /** What would have happened to alerts, and did not; the newest first. One that no recorded alert lists has no alert. */
    List<Suppression> suppressions(SuppressionQuery query);

    /**
     * Which suppressions.
     *
     * @param service one service; empty for all
     * @param since those that began then or later
     * @param limit how many at most; 1 or more
     */
    record SuppressionQuery(Optional<String> service, Instant since, int limit) {
        public SuppressionQuery {
            if (limit < 1) {
                throw new IllegalArgumentException("limit must be 1 or more");
            }
        }
    }

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
