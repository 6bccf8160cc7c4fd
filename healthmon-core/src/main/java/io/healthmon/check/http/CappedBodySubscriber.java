package io.healthmon.check.http;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Feeds a {@link CappedBody}; cancels the subscription, which closes the connection, as soon as it is full or given up. */
final class CappedBodySubscriber implements BodySubscriber<CappedBody.Collected> {

    private final CappedBody body;
    private final CompletableFuture<CappedBody.Collected> collected = new CompletableFuture<>();
    private volatile Flow.@Nullable Subscription subscription;

    private CappedBodySubscriber(CappedBody body) {
        this.body = body;
    }

    /** Reads into {@code body}. */
    static CappedBodySubscriber collecting(CappedBody body) {
        return new CappedBodySubscriber(body);
    }

    /** Reads nothing and fails with {@code cause}. */
    static CappedBodySubscriber refusing(Exception cause) {
        CappedBodySubscriber refusing = new CappedBodySubscriber(new CappedBody(0, ""));
        refusing.collected.completeExceptionally(cause);
        return refusing;
    }

    @Override
    public CompletionStage<CappedBody.Collected> getBody() {
        return collected;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (collected.isDone()) {
            given.cancel();
        } else {
            given.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (collected.isDone()) {
                return;
            }
            if (!body.add(buffer)) {
                onComplete();
                cancel();
            }
        }
    }

    @Override
    public void onError(Throwable thrown) {
        collected.completeExceptionally(thrown);
    }

    @Override
    public void onComplete() {
        if (!collected.isDone()) {
            collected.complete(body.collect());
        }
    }

    /** Stops reading, from any thread. */
    void abort() {
        collected.completeExceptionally(new CancellationException("aborted"));
        cancel();
    }

    private void cancel() {
        Flow.Subscription given = subscription;
        if (given != null) {
            given.cancel();
        }
    }
}
