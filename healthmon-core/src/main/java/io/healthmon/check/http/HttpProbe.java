package io.healthmon.check.http;

import io.healthmon.check.Phase;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Does one HTTP/1.1 exchange: one request, one answer, no redirects. The small interface behind which HTTP clients can be
 * exchanged; {@link HttpChecker} holds everything that must not depend on the client. Thread-safe.
 *
 * <p>A probe has no deadline of its own but the one for connecting: the check's runner aborts what takes too long.
 */
interface HttpProbe extends AutoCloseable {

    /**
     * Starts an exchange and returns at once.
     *
     * @param entering told each phase that the exchange enters, as far as the client can tell, on any thread
     */
    Exchange start(HttpExchangeRequest request, Consumer<Phase> entering);

    /** The threads of its own on which answers are heard, as far as the client lets one see them. */
    default List<Executor> threads() {
        return List.of();
    }

    /** Lets go of connections and threads. Does not wait for exchanges under way. */
    @Override
    void close();

    /** An exchange under way. */
    interface Exchange {

        /** Completes with what came of it, on any thread; exceptionally only by a bug. */
        CompletionStage<HttpExchangeResult> result();

        /** Ends it, wherever it is, and closes its connection. Does nothing once it is over. Does not block. */
        void abort();
    }
}
