package io.healthmon.check.http;

import io.healthmon.check.Observation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An exchange that could not even be started. */
record FailedExchange(Observation observation) implements HttpProbe.Exchange {

    @Override
    public CompletionStage<HttpExchangeResult> result() {
        return CompletableFuture.completedFuture(new HttpExchangeResult.Failed(observation));
    }

    @Override
    public void abort() {}
}
