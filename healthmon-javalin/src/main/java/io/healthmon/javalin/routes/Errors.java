package io.healthmon.javalin.routes;

import io.healthmon.MonitorClosedException;
import io.healthmon.MonitorFaultException;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.Problem;
import io.healthmon.store.StoreException;
import io.healthmon.view.NoSuchAlertException;
import io.healthmon.view.UnknownServiceException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What went wrong, as an answer: a sentence, never a stack trace, SQL or the name of a class. */
public final class Errors {

    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    private Errors() {}

    /** The answer to a request that failed with {@code thrown}. */
    public static Answer answer(Throwable thrown) {
        return problem(thrown).answer();
    }

    /** The same, not written yet. */
    static Problem problem(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof Problem problem) {
            return problem;
        }
        if (cause instanceof UnknownServiceException unknown) {
            return Problem.of(404, "Unknown service: " + Problem.bare(unknown.service()));
        }
        if (cause instanceof NoSuchAlertException) {
            return Problem.of(404, "The alert is not active any more.");
        }
        if (cause instanceof StoreException.Unavailable) {
            LOG.warn("the store could not be asked: {}", cause.getMessage());
            return Problem.of(503, "The store is away; try again later.");
        }
        if (cause instanceof MonitorFaultException fault) {
            return Problem.of(503, "The monitor itself failed at this check: " + fault.getMessage() + ".");
        }
        if (cause instanceof MonitorClosedException closed) {
            return Problem.of(503, "The monitor records no more: " + closed.getMessage() + ".");
        }
        if (cause instanceof TimeoutException) {
            return Problem.of(503, "It did not end in time; what comes of it is recorded when it does.");
        }
        LOG.error("a request failed", cause);
        return Problem.of(500, "Something went wrong here; the monitor's log has the details.");
    }
}
