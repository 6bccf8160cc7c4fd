package io.healthmon.jdbc;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hands rows on to a caller. What he throws is his own, and no failure of the database. Not thread-safe. */
final class HandedOn<T> implements Consumer<T> {

    private final Consumer<T> each;
    private @Nullable RuntimeException thrown;

    HandedOn(Consumer<T> each) {
        this.each = each;
    }

    @Override
    public void accept(T row) {
        try {
            each.accept(row);
        } catch (RuntimeException e) {
            thrown = e;
            throw e;
        }
    }

    /** Runs what hands on, and throws what the caller threw as he threw it. */
    <R> R during(Supplier<R> read) {
        try {
            return read.get();
        } catch (RuntimeException e) {
            throw thrown == null ? e : thrown;
        }
    }
}
