package io.healthmon.check.http;

import io.healthmon.check.ConnectFailures;
import io.healthmon.check.DaemonThreads;
import io.healthmon.check.Observation;
import io.healthmon.check.Observation.Failure;
import io.healthmon.check.Observation.MonitorFault;
import io.healthmon.check.Timings;
import io.healthmon.outbound.Admitted;
import io.healthmon.outbound.OutboundDoor;
import io.healthmon.outbound.OutboundPolicy;
import io.healthmon.time.MonitorClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
    private final OutboundDoor door;
    private final HttpProbe probe;
    private final Runnable closing;

    private HttpSender(MonitorClock clock, OutboundDoor door, HttpProbe probe, Runnable closing) {
        this.clock = clock;
        this.door = door;
        this.probe = probe;
        this.closing = closing;
    }

    /**
     * One with threads and a door of its own, that dials as {@link OutboundPolicy#HOMELAB} says.
     *
     * @param clock for deadlines
     */
    public static HttpSender start(MonitorClock clock) {
        OutboundDoor door = OutboundDoor.open(clock, OutboundPolicy.HOMELAB);
        return start(clock, door, door::close);
    }

    /**
     * One with threads of its own.
     *
     * @param clock for deadlines
     * @param door the way out; stays open
     */
    public static HttpSender start(MonitorClock clock, OutboundDoor door) {
        return start(clock, door, () -> {});
    }

    private static HttpSender start(MonitorClock clock, OutboundDoor door, Runnable closing) {
        ExecutorService work = Executors.newFixedThreadPool(2, DaemonThreads.named("healthmon-send"));
        return new HttpSender(clock, door, FullProbe.orJdk(clock, work, door), () -> {
            work.shutdown();
            closing.run();
        });
    }

    /** One that borrows threads and door. */
    public static HttpSender over(MonitorClock clock, OutboundDoor door, Executor work) {
        return new HttpSender(clock, door, FullProbe.orJdk(clock, work, door), () -> {});
    }

    /** One over a probe, which it closes. */
    static HttpSender over(MonitorClock clock, OutboundDoor door, HttpProbe probe) {
        return new HttpSender(clock, door, probe, () -> {});
    }

    /** The way out that it uses, for channels that do not go over HTTP. */
    public OutboundDoor door() {
        return door;
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
            Admitted admitted = admitted(hop, limit);
            Duration left = limit.minusNanos(clock.nanos() - startedNanos);
            HttpExchangeResult result = exchange(request, hop, admitted, left, head);
            if (result instanceof HttpExchangeResult.Failed failed) {
                // An answer from where nobody should have asked is none, though its head was seen.
                return ConnectFailures.isRefusal(failed.observation())
                        ? without(failed.observation())
                        : head.get().map(HttpSender::bodiless).orElseGet(() -> without(failed.observation()));
            }
            HttpExchangeResult.Answered answer = (HttpExchangeResult.Answered) result;
            return new HttpReply.Answered(
                    answer.code(), head.get().flatMap(AnswerHead::retryAfter), text(answer.body()));
        } catch (TimeoutException late) {
            return head.get()
                    .map(HttpSender::bodiless)
                    .orElseGet(() -> new HttpReply.Unanswered("no answer of " + hop.where() + " in time"));
        } catch (ExecutionException bug) {
            LOG.warn("A request to {} failed for a reason of the monitor's own", hop.where(), bug.getCause());
            return new HttpReply.Unanswered("the request to " + hop.where() + " failed: the monitor has a bug");
        } catch (Unresolved unresolved) {
            return without(unresolved.observation);
        }
    }

    private Admitted admitted(Hop hop, Duration left) throws InterruptedException, TimeoutException, Unresolved {
        try {
            return door.admit(hop.destination()).toCompletableFuture().get(left.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw new Unresolved(ConnectFailures.resolving(failed, hop.host(), Timings.NONE));
        }
    }

    private HttpExchangeResult exchange(HttpSpec request, Hop hop, Admitted admitted, Duration left, HeadSeen head)
            throws InterruptedException, TimeoutException, ExecutionException {
        if (left.isNegative() || left.isZero()) {
            throw new TimeoutException();
        }
        HttpProbe.Exchange exchange = probe.start(
                new HttpExchangeRequest(
                        hop, request, admitted, left.multipliedBy(9).dividedBy(10), head),
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

    private static HttpReply without(Observation observation) {
        return ConnectFailures.isRefusal(observation)
                ? new HttpReply.Refused(sentence(observation))
                : new HttpReply.Unanswered(sentence(observation));
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
