package io.healthmon.examples.benchmarks.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A way of inserting rows. Called within a transaction of one batch. */
@FunctionalInterface
interface Insertion {

    /** Inserts them. */
    void insert(Connection connection, List<CheckRow> rows) throws SQLException;

    /** Both, one after the other. */
    default Insertion and(Insertion next) {
        return (connection, rows) -> {
            insert(connection, rows);
            next.insert(connection, rows);
        };
    }
}
