package io.healthmon.internal;

import io.healthmon.check.CheckRequest;
import io.healthmon.check.Phase;
import io.healthmon.target.CheckSpec;
import java.time.Duration;
import java.util.concurrent.Executor;

/** A request as given to a checker that embedders wrote: what it does when it is cancelled takes threads of its own kind. */
record ForeignCheckRequest(CheckRequest request, Executor cancellations) implements CheckRequest {

    @Override
    public String service() {
        return request.service();
    }

    @Override
    public CheckSpec spec() {
        return request.spec();
    }

    @Override
    public Duration timeout() {
        return request.timeout();
    }

    @Override
    public Duration remaining() {
        return request.remaining();
    }

    @Override
    public void entering(Phase phase) {
        request.entering(phase);
    }

    @Override
    public void onCancel(Runnable action) {
        request.onCancel(() -> cancellations.execute(action));
    }
}
