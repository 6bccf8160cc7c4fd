package io.healthmon.check;

import java.util.concurrent.CompletionStage;

/**
 * Looks at targets of one kind. One instance serves all targets of its kind and is called from several threads at once.
 *
 * <p>The runner holds the deadline: at the request's timeout it cancels the request and goes on, whatever the checker does.
 * Anything thrown, here or through the stage, becomes an unhealthy result with reason {@code checker_error}.
 */
@FunctionalInterface
public interface Checker extends AutoCloseable {

    /**
     * Starts one check. Called on a thread of its own, which is interrupted at the deadline, so it may simply block; unless
     * {@link #nonBlocking()}.
     *
     * @return completes with what was found, on any thread
     * @throws Exception becomes the check's result
     */
    CompletionStage<Observation> check(CheckRequest request) throws Exception;

    /**
     * True if {@link #check} never blocks: then it is called on one of a few shared threads, and no thread is held while it
     * waits for its answer. False by default. Not taken at its word where the checker is not one of healthmon's own: what it
     * does must not cost others their slots, so it has a thread of its own all the same.
     */
    default boolean nonBlocking() {
        return false;
    }

    /** Lets go of what the checker holds. Called once, when its monitor closes. Does nothing by default. */
    @Override
    default void close() {}
}
