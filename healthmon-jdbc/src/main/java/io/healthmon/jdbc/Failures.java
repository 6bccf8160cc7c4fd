package io.healthmon.jdbc;

import java.util.Optional;

/** Lets work go on after a part of it has failed, and fails in the end. Not thread-safe. */
final class Failures {

    private Optional<RuntimeException> first = Optional.empty();
    private int count;

    /** Does {@code part}, or remembers why it failed. */
    void unless(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException e) {
            count++;
            if (first.isPresent()) {
                first.get().addSuppressed(e);
            } else {
                first = Optional.of(e);
            }
        }
    }

    int count() {
        return count;
    }

    /** Throws the first failure, which holds the others. */
    void throwIfAny() {
        first.ifPresent(failure -> {
            throw failure;
        });
    }
}
