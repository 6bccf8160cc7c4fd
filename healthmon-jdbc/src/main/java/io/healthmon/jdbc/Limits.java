package io.healthmon.jdbc;

import java.time.Duration;

/**
 * How long work on the database may take.
 *
 * @param held how long a connection is held before it is aborted
 * @param statement how long the server works at a statement
 * @param lock how long a statement waits for another's lock
 */
record Limits(Duration held, Duration statement, Duration lock) {

    /**
     * A commit, a ping, a read. The pool gives a connection or gives up within two seconds, so that whatever became of the database,
     * the caller knows within five.
     */
    static final Limits CALL = new Limits(Duration.ofMillis(2_800), Duration.ofSeconds(2), Duration.ofMillis(1_500));

    /** What reads a row of every service, and what keeps house. */
    static final Limits LONG = new Limits(Duration.ofSeconds(40), Duration.ofSeconds(20), Duration.ofMillis(1_500));

    /** An hour of the log, as long as whoever takes its rows needs; people wait for none of it. */
    static final Limits LOG = new Limits(Duration.ofMinutes(15), Duration.ofMinutes(15), Duration.ofMillis(1_500));

    /** How long the server may be silent meanwhile: the first row of a cold disk, or none that is wanted. */
    static final Duration LOG_SILENCE = Duration.ofMinutes(1);

    /**
     * How long a change of the log's partitions waits for its lock: as long as a write may wait in the queue behind it. It gives way
     * and is tried again.
     */
    static final Duration PARTITION_LOCK = Duration.ofMillis(100);

    /** The statement that sets them for a transaction. */
    String set() {
        return "select set_config('statement_timeout', '" + statement.toMillis() + "', true), "
                + "set_config('lock_timeout', '" + lock.toMillis() + "', true), "
                // A client that froze in the middle must not keep the next writer from its row.
                + "set_config('idle_in_transaction_session_timeout', '" + held.toMillis() + "', true)";
    }

    /**
     * The statements that begin a transaction that reads one moment. None of them takes that moment yet, which the first read does.
     */
    String setToRead() {
        return "set transaction isolation level repeatable read, read only; "
                // A query that is fetched bit by bit gets no workers, and a plan that counts on them is slow without.
                + "set local max_parallel_workers_per_gather = 0; "
                + "set local statement_timeout = " + statement.toMillis() + "; "
                + "set local lock_timeout = " + lock.toMillis() + "; "
                + "set local idle_in_transaction_session_timeout = " + held.toMillis() + "; ";
    }
}
