package io.healthmon.javalin.server;

import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/**
 * One connection, and what is expected of its client next. Told of what happens by the server's threads; thread-safe. Times are
 * monotonic nanoseconds.
 */
final class Line {

    /** From the first byte of a request, or from the connection's beginning, to the end of its headers. */
    static final Duration HEAD = Duration.ofSeconds(10);

    /** From the end of the headers to that of the body. */
    static final Duration BODY = Duration.ofSeconds(30);

    /** How long a client may take nothing of an answer, more slowly than {@link #BYTES_PER_SECOND}. */
    static final Duration ANSWER = Duration.ofSeconds(10);

    static final long BYTES_PER_SECOND = 16 * 1024;

    private static final double NANOS = 1e9;

    private enum Step {
        HEAD,
        BODY,
        ANSWER,
        IDLE
    }

    private final String network;
    private Step step = Step.HEAD;
    private long since;
    private boolean stuck;
    private long stuckSince;
    private long taken;
    private @Nullable EndPoint endPoint;
    private boolean closed;

    Line(String network, long now) {
        this.network = network;
        this.since = now;
    }

    /** Whose it is, as connections are counted. */
    String network() {
        return network;
    }

    /** The server has taken it over. One that was closed before is closed now. */
    void attach(EndPoint value) {
        boolean late;
        synchronized (this) {
            endPoint = value;
            late = closed;
        }
        if (late) {
            value.close();
        }
    }

    /** Bytes came: between two requests the first of them begins the next. */
    synchronized void received(long now) {
        if (step == Step.IDLE) {
            step = Step.HEAD;
            since = now;
        }
    }

    /** Bytes went; {@code all} if none of those at hand is left. */
    synchronized void sent(long bytes, boolean all, long now) {
        if (all) {
            stuck = false;
        } else if (!stuck) {
            stuck = true;
            stuckSince = now;
            taken = 0;
        } else {
            taken += bytes;
        }
    }

    /** A request's headers are all here. */
    synchronized void headersEnd(long now) {
        step = Step.BODY;
        since = now;
    }

    /** A request's body is all here, too. */
    synchronized void bodyEnds() {
        step = Step.ANSWER;
    }

    /** A request is answered. */
    synchronized void answered(long now) {
        step = Step.IDLE;
        since = now;
    }

    /** True if no request of it is being answered. */
    synchronized boolean quiet() {
        return step == Step.IDLE || step == Step.HEAD;
    }

    /** For what it is to be closed, if for anything. */
    synchronized Optional<String> overdue(long now) {
        if (step == Step.HEAD && now - since >= HEAD.toNanos()) {
            return Optional.of("its headers did not come in time");
        }
        if (step == Step.BODY && now - since >= BODY.toNanos()) {
            return Optional.of("its body did not come in time");
        }
        double due = ANSWER.toNanos() + taken * NANOS / BYTES_PER_SECOND;
        return stuck && now - stuckSince >= due ? Optional.of("it does not take its answer") : Optional.empty();
    }

    /** Cuts it, whatever it does. */
    void close() {
        EndPoint open;
        synchronized (this) {
            closed = true;
            open = endPoint;
        }
        if (open != null) {
            open.close();
        }
    }
}
