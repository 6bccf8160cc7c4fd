package io.healthmon.jdbc;

import io.healthmon.time.MonitorClock;
import java.time.Duration;
import java.time.Instant;

/** What is forgotten when: checks after the retention, by whole days; hourly counts and resolved alerts after 400 days. */
final class Retention {

    static final Duration COUNTS = Duration.ofDays(400);
    private static final Duration LONGEST_DELETION = Duration.ofSeconds(3);

    private final Database database;
    private final Partitions partitions;
    private final MonitorClock clock;
    private final Duration checks;

    Retention(Database database, Partitions partitions, MonitorClock clock, Duration checks) {
        this.database = database;
        this.partitions = partitions;
        this.clock = clock;
        this.checks = checks;
    }

    void apply(Instant now) {
        deleteExpired(now.minus(COUNTS));
        partitions.forget();
        database.session("drop old checks", session -> {
            DropPartitions.run(session, database, now.minus(checks));
            return true;
        });
    }

    /** As many as can be deleted in a few seconds; what is left is for the next time. */
    private void deleteExpired(Instant oldest) {
        long startedNanos = clock.nanos();
        boolean more = true;
        while (more && clock.nanos() - startedNanos <= LONGEST_DELETION.toNanos()) {
            more = database.longTransaction("forget old counts", transaction -> DeleteExpired.run(transaction, oldest));
        }
    }
}
