package io.healthmon.check;

import java.util.concurrent.CompletionStage;

/**
 * Looks at targets of one kind. One instance serves all targets of its kind and is called from several threads at once.
 *
 * <p>The runner holds the deadline: at the request's timeout it cancels the request and goes on, whatever the checker does.
 * Anything thrown, here or through the stage, becomes an unhealthy result with reason {@code checker_error}. What has to
 * block goes through {@link CheckerContext#blocking}.
 */
@FunctionalInterface
public interface Checker extends AutoCloseable {

    /**
     * Starts one check. Called on a timer thread, so it must not block.
     *
     * @return completes with what was found, on any thread
     * @throws Exception becomes the check's result
     */
    CompletionStage<Observation> check(CheckRequest request) throws Exception;

    /** Lets go of what the checker holds. Called once, when its monitor closes. Does nothing by default. */
    @Override
    default void close() {}
}
