package io.healthmon.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives a prepared statement many rows as one array per column: what {@link Column} is to jOOQ, for statements that run with every
 * batch, where composing them anew would cost more than their work. Not thread-safe.
 */
final class ArrayParameters<R> {

    private final PreparedStatement statement;
    private final Collection<R> rows;
    private int columns;

    ArrayParameters(PreparedStatement statement, Collection<R> rows) {
        this.statement = statement;
        this.rows = rows;
    }

    /** The next parameter: the values that {@code value} takes from the rows, in order; null where there is none. */
    ArrayParameters<R> add(String type, Function<R, ? extends @Nullable Object> value) throws SQLException {
        @Nullable Object[] values = new Object[rows.size()];
        int i = 0;
        for (R row : rows) {
            values[i++] = value.apply(row);
        }
        statement.setArray(++columns, statement.getConnection().createArrayOf(type, values));
        return this;
    }
}
