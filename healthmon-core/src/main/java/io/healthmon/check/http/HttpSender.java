package io.healthmon.check.http;

import io.healthmon.check.ConnectFailures;
import io.healthmon.check.DaemonThreads;
import io.healthmon.check.Observation;
import io.healthmon.check.Observation.Failure;
import io.healthmon.check.Observation.MonitorFault;
import io.healthmon.check.Timings;
import io.healthmon.outbound.DnsResolver;
import io.healthmon.outbound.Resolver;
import io.healthmon.time.MonitorClock;
import io.healthmon.time.SystemTimers;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests over the client that checks go over, with a deadline over all of it: look-up, connection, handshake, answer and body.
 * Redirects are not followed, since a request carries what only its address may have. Thread-safe; blocks its caller.
 */
public final class HttpSender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpSender.class);

    /** What is left of a deadline to the caller, who may interrupt at its end. */
    private static final Duration MARGIN = Duration.ofMillis(100);

    private final MonitorClock clock;
    private final Resolver resolver;
    private final HttpProbe probe;
    private final Runnable closing;

    private HttpSender(MonitorClock clock, Resolver resolver, HttpProbe probe, Runnable closing) {
        this.clock = clock;
        this.resolver = resolver;
        this.probe = probe;
        this.closing = closing;
    }

    /**
     * One with threads and a resolver of its own.
     *
     * @param clock for deadlines
     */
    public static HttpSender start(MonitorClock clock) {
        SystemTimers timers = new SystemTimers("healthmon-send-timer");
        DnsResolver resolver = new DnsResolver(clock, timers);
        ExecutorService work = Executors.newFixedThreadPool(2, DaemonThreads.named("healthmon-send"));
        return new HttpSender(clock, resolver, FullProbe.orJdk(clock, work), () -> {
            resolver.close();
            work.shutdown();
            timers.close();
        });
    }

    /** One that borrows threads and resolver. */
    public static HttpSender over(MonitorClock clock, Resolver resolver, Executor work) {
        return new HttpSender(clock, resolver, FullProbe.orJdk(clock, work), () -> {});
    }

    /** One over a probe, which it closes. */
    static HttpSender over(MonitorClock clock, Resolver resolver, HttpProbe probe) {
        return new HttpSender(clock, resolver, probe, () -> {});
    }

    /**
     * Sends a request and waits for its answer. An answer whose body breaks off or does not come in time is still one: its code
     * says what became of the request.
     *
     * @param request what, and how much of the answer's body to keep; whether redirects are followed is not asked
     * @param deadline how long it may take
     * @throws InterruptedException if the caller was interrupted before an answer came; the request is given up
     */
    public HttpReply send(HttpSpec request, Duration deadline) throws InterruptedException {
        long startedNanos = clock.nanos();
        Duration limit = deadline.minus(MARGIN.compareTo(deadline.dividedBy(10)) < 0 ? MARGIN : deadline.dividedBy(10));
        Hop hop = request.firstHop();
        HeadSeen head = new HeadSeen();
        try {
            List<InetAddress> addresses = addresses(hop, limit);
            Duration left = limit.minusNanos(clock.nanos() - startedNanos);
            HttpExchangeResult result = exchange(request, hop, addresses, left, head);
            return result instanceof HttpExchangeResult.Answered answer
                    ? new HttpReply.Answered(
                            answer.code(), head.get().flatMap(AnswerHead::retryAfter), text(answer.body()))
                    : head.get().map(HttpSender::bodiless).orElseGet(() -> unanswered(result));
        } catch (TimeoutException late) {
            return head.get()
                    .map(HttpSender::bodiless)
                    .orElseGet(() -> new HttpReply.Unanswered("no answer of " + hop.where() + " in time"));
        } catch (ExecutionException bug) {
            LOG.warn("A request to {} failed for a reason of the monitor's own", hop.where(), bug.getCause());
            return new HttpReply.Unanswered("the request to " + hop.where() + " failed: the monitor has a bug");
        } catch (Unresolved unresolved) {
            return new HttpReply.Unanswered(sentence(unresolved.observation));
        }
    }

    private List<InetAddress> addresses(Hop hop, Duration left)
            throws InterruptedException, TimeoutException, Unresolved {
        try {
            return resolver.resolve(hop.host()).toCompletableFuture().get(left.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw new Unresolved(ConnectFailures.resolving(failed, hop.host(), Timings.NONE));
        }
    }

    private HttpExchangeResult exchange(
            HttpSpec request, Hop hop, List<InetAddress> addresses, Duration left, HeadSeen head)
            throws InterruptedException, TimeoutException, ExecutionException {
        if (left.isNegative() || left.isZero()) {
            throw new TimeoutException();
        }
        HttpProbe.Exchange exchange = probe.start(
                new HttpExchangeRequest(
                        hop, request, addresses, left.multipliedBy(9).dividedBy(10), head),
                phase -> {});
        CompletableFuture<HttpExchangeResult> result = exchange.result().toCompletableFuture();
        try {
            return result.get(left.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            exchange.abort();
        }
    }

    private static HttpReply bodiless(AnswerHead head) {
        return new HttpReply.Answered(head.code(), head.retryAfter(), "");
    }

    private static String text(CappedBody.Collected body) {
        return new String(body.bytes(), StandardCharsets.UTF_8);
    }

    private static HttpReply unanswered(HttpExchangeResult result) {
        return new HttpReply.Unanswered(sentence(((HttpExchangeResult.Failed) result).observation()));
    }

    private static String sentence(Observation observation) {
        return observation instanceof Failure failure
                ? failure.message()
                : observation instanceof MonitorFault fault ? fault.message() : "no answer";
    }

    /** Lets go of connections and threads. */
    @Override
    public void close() {
        probe.close();
        closing.run();
    }

    /** Remembers that an answer came, whatever becomes of its body. */
    private static final class HeadSeen implements Consumer<AnswerHead> {
        private volatile Optional<AnswerHead> head = Optional.empty();

        @Override
        public void accept(AnswerHead came) {
            head = Optional.of(came);
        }

        Optional<AnswerHead> get() {
            return head;
        }
    }

    private static final class Unresolved extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Observation observation;

        Unresolved(Observation observation) {
            super("unresolved", null, false, false);
            this.observation = observation;
        }
    }
}
