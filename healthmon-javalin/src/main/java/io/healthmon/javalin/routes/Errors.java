package io.healthmon.javalin.routes;

import io.healthmon.MonitorClosedException;
import io.healthmon.MonitorFaultException;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.Problem;
import io.healthmon.view.UnknownServiceException;
import java.util.Map;
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
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof Problem problem) {
            return problem.answer();
        }
        if (cause instanceof UnknownServiceException unknown) {
            String quoted = Problem.quoted(unknown.service());
            return error(404, "Unknown service: " + quoted.substring(1, quoted.length() - 1));
        }
        if (cause instanceof MonitorFaultException fault) {
            return error(503, "The monitor itself failed at this check: " + fault.getMessage() + ".");
        }
        if (cause instanceof MonitorClosedException closed) {
            return error(503, "The monitor records no more: " + closed.getMessage() + ".");
        }
        if (cause instanceof TimeoutException) {
            return error(503, "The check did not end in time; its result is recorded when it does.");
        }
        LOG.error("a request failed", cause);
        return error(500, "Something went wrong here; the monitor's log has the details.");
    }

    private static Answer error(int status, String sentence) {
        return Answer.error(status, sentence, Map.of());
    }
}
