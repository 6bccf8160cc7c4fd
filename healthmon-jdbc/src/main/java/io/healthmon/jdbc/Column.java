package io.healthmon.jdbc;

import java.util.Collection;
import java.util.function.Function;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** One column of many rows as one array: {@code unnest} of such arrays inserts any number of rows with one statement. */
final class Column {

    private Column() {}

    /** The values that {@code value} takes from {@code rows}, in order; null where there is none. */
    static <R, T> Field<T[]> of(Collection<R> rows, DataType<T> type, Function<R, @Nullable T> value) {
        @SuppressWarnings("unchecked")
        T[] values = (T[]) java.lang.reflect.Array.newInstance(type.getType(), rows.size());
        int i = 0;
        for (R row : rows) {
            values[i++] = value.apply(row);
        }
        return DSL.val(values, type.getArrayDataType());
    }
}
