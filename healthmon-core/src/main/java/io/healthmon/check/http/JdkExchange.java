package io.healthmon.check.http;

import io.healthmon.check.ConnectFailures;
import io.healthmon.check.Phase;
import io.healthmon.check.Timings;
import io.healthmon.outbound.OutboundDoor;
import io.healthmon.time.MonitorClock;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One exchange of the JDK's client on its way.
 *
 * <p>Its leash is a future derived from the client's own that never completes by itself, so that the exchange can be cancelled
 * even after it failed: the client (17 as 25) leaves the connection of an answer that it cannot parse open for ever.
 */
final class JdkExchange implements HttpProbe.Exchange {

    private final HttpExchangeRequest request;
    private final MonitorClock clock;
    private final OutboundDoor door;
    private final Consumer<Phase> entering;
    private final Runnable clientIsBroken;
    private final long startedNanos;
    private final CompletableFuture<?> leash;
    private final CompletionStage<HttpExchangeResult> result;
    private volatile @Nullable CappedBodySubscriber body;
    private volatile long headersNanos;

    /** Sends {@code message}; runs {@code clientIsBroken} if the client turns out to be beyond use. */
    JdkExchange(
            HttpClient client,
            HttpRequest message,
            HttpExchangeRequest request,
            MonitorClock clock,
            OutboundDoor door,
            Consumer<Phase> entering,
            Runnable clientIsBroken) {
        this.request = request;
        this.clock = clock;
        this.door = door;
        this.entering = entering;
        this.clientIsBroken = clientIsBroken;
        this.startedNanos = clock.nanos();
        // Connecting has a time-out of its own that comes before the check's deadline: what meets the deadline is
        // connected.
        entering.accept(Phase.RESPONSE);
        CompletableFuture<HttpResponse<CappedBody.Collected>> sent =
                OutboundDoor.send(client, message, request.admitted(), this::onHeaders);
        leash = sent.thenCombine(new CompletableFuture<Void>(), (response, never) -> response);
        result = sent.handle(this::outcome).thenCompose(this::judgedAgain);
    }

    /** The client has looked the name up itself: what it may have been told is judged too. */
    private CompletionStage<HttpExchangeResult> judgedAgain(HttpExchangeResult found) {
        if (found instanceof HttpExchangeResult.Failed) {
            return CompletableFuture.completedFuture(found);
        }
        return door.admitAgain(request.hop().destination())
                .handle((admitted, thrown) -> thrown == null
                        ? found
                        : new HttpExchangeResult.Failed(
                                ConnectFailures.resolving(thrown, request.hop().host(), Timings.NONE)));
    }

    private HttpExchangeResult outcome(
            @Nullable HttpResponse<CappedBody.Collected> response, @Nullable Throwable thrown) {
        if (response != null) {
            return answered(response);
        }
        leash.cancel(true);
        Throwable cause = Objects.requireNonNull(thrown);
        if (JdkFailures.meansClientIsBroken(cause)) {
            clientIsBroken.run();
        }
        return new HttpExchangeResult.Failed(JdkFailures.of(cause, request.hop()));
    }

    private BodySubscriber<CappedBody.Collected> onHeaders(ResponseInfo info) {
        headersNanos = clock.nanos();
        entering.accept(Phase.BODY);
        Optional<HeaderRules.Violation> violation = HeaderRules.violation(info.headers());
        if (violation.isEmpty()) {
            request.heads()
                    .accept(new AnswerHead(info.statusCode(), info.headers().firstValue("Retry-After")));
        }
        CappedBodySubscriber subscriber = violation
                .map(CappedBodySubscriber::refusing)
                .orElseGet(() -> CappedBodySubscriber.collecting(new CappedBody(
                        request.spec().maxBody(),
                        info.headers().firstValue("Content-Encoding").orElse(""))));
        body = subscriber;
        return subscriber;
    }

    private HttpExchangeResult answered(HttpResponse<CappedBody.Collected> response) {
        Map<Phase, Duration> phases = Map.of(
                Phase.RESPONSE, Duration.ofNanos(headersNanos - startedNanos),
                Phase.BODY, Duration.ofNanos(clock.nanos() - headersNanos));
        return new HttpExchangeResult.Answered(
                response.statusCode(),
                response.headers().firstValue("Content-Type"),
                response.headers().firstValue("Location"),
                response.body(),
                new Timings(phases));
    }

    @Override
    public CompletionStage<HttpExchangeResult> result() {
        return result;
    }

    @Override
    public void abort() {
        leash.cancel(true);
        CappedBodySubscriber subscriber = body;
        if (subscriber != null) {
            subscriber.abort();
        }
    }
}
