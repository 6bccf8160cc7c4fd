package io.healthmon.jdbc;

import io.healthmon.check.Text;
import io.healthmon.store.StoreException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/**
 * Tells by SQLState whether trying again may help.
 *
 * <table>
 * <caption>Classes of SQLState</caption>
 * <tr><td>Unusable</td><td>28 refused credentials · 3D no such database · 3F no such schema · 42 what we ask for is not there or not
 *     allowed</td></tr>
 * <tr><td>Refused</td><td>22, 23 our data was refused: a bug</td></tr>
 * <tr><td>Unavailable</td><td>all others: 08 no connection · 53 out of resources · 57 starting, stopping, cancelled · 55P03 and 40 locks ·
 *     25006 read-only · 58, XX a server in trouble · none at all, as from a pool that is exhausted · and of those
 *     above, 42P01 no such table · 23514 no such partition</td></tr>
 * </table>
 */
final class SqlErrors {

    /** The tables are not made yet, or a check's day has lost its partition: both are made by the next try. */
    private static final Set<String> ABOUT_TO_BE_MADE = Set.of("42P01", "23514");

    private static final String READ_ONLY = "25006";
    private static final String LOCK_TIMED_OUT = "55P03";

    private SqlErrors() {}

    /**
     * What {@code error} means.
     *
     * @param task what could not be done: "read the history"
     */
    static StoreException translate(String task, RuntimeException error) {
        if (error instanceof StoreException known) {
            return known;
        }
        Optional<SQLException> cause = cause(error);
        if (cause.isEmpty()) {
            return new StoreException("could not " + task + ": " + error.getMessage(), error);
        }
        String message = "could not " + task + ": "
                + Text.message(String.valueOf(cause.get().getMessage()));
        String state = state(error).orElse("");
        if (ABOUT_TO_BE_MADE.contains(state)) {
            return new StoreException.Unavailable(message, error);
        }
        if (state.startsWith("28") || state.startsWith("3D") || state.startsWith("3F") || state.startsWith("42")) {
            return new StoreException.Unusable(message, error);
        }
        if (state.startsWith("22") || state.startsWith("23")) {
            return new StoreException.Refused(message, error);
        }
        return new StoreException.Unavailable(message, error);
    }

    /** True if the server takes no writes: a standby, or a primary that became one. */
    static boolean readOnly(Throwable error) {
        return state(error).filter(READ_ONLY::equals).isPresent();
    }

    /** True if another held a lock for longer than it was waited for. */
    static boolean lockTimedOut(Throwable error) {
        return state(error).filter(LOCK_TIMED_OUT::equals).isPresent();
    }

    /** The SQLState nearest to the root of {@code error}; a pool's own exceptions wrap the driver's. */
    static Optional<String> state(Throwable error) {
        return cause(error).map(SQLException::getSQLState);
    }

    private static Optional<SQLException> cause(Throwable error) {
        SQLException nearest = null;
        int depth = 0;
        for (Throwable next = error; next != null && depth < 20; next = next.getCause(), depth++) {
            if (next instanceof SQLException sql && (nearest == null || sql.getSQLState() != null)) {
                nearest = sql;
            }
        }
        return Optional.ofNullable(nearest);
    }
}
