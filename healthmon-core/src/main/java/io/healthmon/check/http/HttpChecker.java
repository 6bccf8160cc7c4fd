package io.healthmon.check.http;

import io.healthmon.check.CheckRequest;
import io.healthmon.check.Checker;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.Observation;
import java.util.concurrent.CompletionStage;

/**
 * Checks services over HTTP. Redirects, credentials, names and time are its own; only the single exchange is the
 * {@link HttpProbe}'s. Holds no thread while it waits.
 */
final class HttpChecker implements Checker {

    private final CheckerContext context;
    private final HttpProbe probe;

    HttpChecker(CheckerContext context, HttpProbe probe) {
        this.context = context;
        this.probe = probe;
    }

    @Override
    public boolean nonBlocking() {
        return true;
    }

    @Override
    public CompletionStage<Observation> check(CheckRequest request) {
        return new HttpCheck(context, probe, request).start();
    }

    @Override
    public void close() {
        probe.close();
    }
}
