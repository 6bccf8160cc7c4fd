package io.healthmon.jdbc;

import java.time.Duration;
import java.time.Instant;

/** What is forgotten when: checks after the retention, by whole days; hourly counts and resolved alerts after 400 days. */
final class Retention {

    private static final Duration COUNTS = Duration.ofDays(400);

    private final Database database;
    private final Partitions partitions;
    private final Duration checks;

    Retention(Database database, Partitions partitions, Duration checks) {
        this.database = database;
        this.partitions = partitions;
        this.checks = checks;
    }

    void apply(Instant now) {
        database.transaction("forget old counts", transaction -> {
            DeleteExpired.run(transaction, now.minus(COUNTS));
            return true;
        });
        partitions.forget();
        database.session("drop old checks", session -> {
            DropPartitions.run(session, database, now.minus(checks));
            return true;
        });
    }
}
