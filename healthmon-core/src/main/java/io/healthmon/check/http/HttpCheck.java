package io.healthmon.check.http;

import io.healthmon.check.CheckRequest;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.ConnectFailures;
import io.healthmon.check.Observation;
import io.healthmon.check.Observation.Failure;
import io.healthmon.check.Phase;
import io.healthmon.check.Reason;
import io.healthmon.check.Timings;
import io.healthmon.outbound.Admitted;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One check on its way over its hops: look the name up, exchange, follow or end. The steps come one after another. */
final class HttpCheck {

    private static final Duration LEAST_MARGIN = Duration.ofMillis(50);

    private final CheckerContext context;
    private final HttpProbe probe;
    private final CheckRequest request;
    private final HttpSpec spec;
    private final Redirects redirects;
    private final Map<Phase, Duration> spent = new EnumMap<>(Phase.class);
    private volatile HttpProbe.@Nullable Exchange current;
    private volatile boolean cancelled;

    HttpCheck(CheckerContext context, HttpProbe probe, CheckRequest request) {
        this.context = context;
        this.probe = probe;
        this.request = request;
        this.spec = (HttpSpec) request.spec();
        this.redirects = new Redirects(spec.followRedirects());
    }

    CompletionStage<Observation> start() {
        request.onCancel(this::cancel);
        return visit(spec.firstHop());
    }

    private CompletionStage<Observation> visit(Hop hop) {
        String host = hop.host();
        long startedNanos = context.clock().nanos();
        request.entering(Phase.DNS);
        CompletableFuture<Admitted> resolved =
                context.door().admit(hop.destination()).toCompletableFuture();
        BiFunction<Admitted, @Nullable Throwable, CompletionStage<Observation>> next = (admitted, thrown) -> {
            spend(Phase.DNS, Duration.ofNanos(context.clock().nanos() - startedNanos));
            return thrown == null
                    ? exchange(hop, admitted)
                    : ended(ConnectFailures.resolving(thrown, host, Timings.NONE));
        };
        // What is known at once costs no change of threads. A redirect comes on a thread of the client's, which must
        // not work.
        boolean here = resolved.isDone() && hop == spec.firstHop();
        return (here ? resolved.handle(next) : resolved.handleAsync(next, context.executor()))
                .thenCompose(Function.identity());
    }

    private CompletionStage<Observation> exchange(Hop hop, Admitted admitted) {
        HttpProbe.Exchange exchange =
                probe.start(new HttpExchangeRequest(hop, spec, admitted, connectTimeout()), request::entering);
        current = exchange;
        if (cancelled) {
            exchange.abort();
        }
        return exchange.result()
                .thenCompose(result -> result instanceof HttpExchangeResult.Answered answer
                        ? follow(hop, answer)
                        : ended(((HttpExchangeResult.Failed) result).observation()));
    }

    private CompletionStage<Observation> follow(Hop hop, HttpExchangeResult.Answered answer) {
        answer.timings().phases().forEach(this::spend);
        Redirects.Next next = redirects.next(hop, answer);
        if (next instanceof Redirects.Next.Follow follow) {
            return visit(follow.hop());
        }
        if (next instanceof Redirects.Next.DeadEnd deadEnd) {
            return ended(Failure.unhealthy(Reason.REDIRECT, deadEnd.sentence(), Timings.NONE));
        }
        return CompletableFuture.completedFuture(new Observation.Answer(
                answer.code(),
                answer.contentType(),
                answer.body().bytes(),
                answer.body().truncated(),
                new Timings(spent)));
    }

    private CompletionStage<Observation> ended(Observation observation) {
        observation.timings().phases().forEach(this::spend);
        return CompletableFuture.completedFuture(
                observation instanceof Failure failure
                        ? new Failure(failure.status(), failure.reason(), failure.message(), new Timings(spent))
                        : observation);
    }

    private void spend(Phase phase, Duration time) {
        spent.merge(phase, time, Duration::plus);
    }

    /** A tenth before the deadline: what runs out of time while connecting is known to have done so. */
    private Duration connectTimeout() {
        long left = request.remaining().toNanos();
        long wanted = Math.max(LEAST_MARGIN.toNanos(), request.timeout().toNanos() / 10);
        return Duration.ofNanos(left - Math.min(wanted, left / 2));
    }

    private void cancel() {
        cancelled = true;
        HttpProbe.Exchange exchange = current;
        if (exchange != null) {
            exchange.abort();
        }
    }
}
