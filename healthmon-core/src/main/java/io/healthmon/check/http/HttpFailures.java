package io.healthmon.check.http;

import io.healthmon.check.Observation;
import io.healthmon.check.Observation.Failure;
import io.healthmon.check.Reason;
import io.healthmon.check.Timings;
import java.util.List;

/** The ways in which an exchange brings no answer, in the same words whichever client found them. */
final class HttpFailures {

    static final Observation GIVEN_UP = new Observation.MonitorFault("the check was given up");
    static final Observation CLOSED = new Observation.MonitorFault("the monitor's HTTP client is closed");
    static final Observation EXHAUSTED =
            new Observation.MonitorFault("the monitor is out of file handles or local ports");

    private HttpFailures() {}

    static Observation unsendable(Hop hop) {
        return Failure.unhealthy(
                Reason.CHECKER_ERROR,
                "the request to " + hop.where() + " cannot be sent: its method, its port or one of its headers "
                        + "(Host, Connection, Content-Length, Expect and Upgrade are the client's) is not allowed",
                Timings.NONE);
    }

    static Observation unusableCa(UnusableCaException e) {
        return Failure.unknown(Reason.TLS_HANDSHAKE, String.valueOf(e.getMessage()), Timings.NONE);
    }

    static Observation noConnectionInTime(Hop hop, Timings timings) {
        return Failure.unknown(Reason.TIMEOUT_CONNECT, "no connection to " + hop.where() + " in time", timings);
    }

    static Observation refused(Hop hop, Timings timings) {
        return Failure.unknown(Reason.CONNECT_REFUSED, "nothing listens at " + hop.where(), timings);
    }

    static Observation unreachable(Hop hop, Timings timings) {
        return Failure.unknown(
                Reason.CONNECT_FAILED, hop.where() + " cannot be reached: there is no route to it", timings);
    }

    static Observation noHandshakeInTime(Hop hop, Timings timings) {
        return Failure.unknown(Reason.TIMEOUT_TLS, "no TLS handshake with " + hop.where() + " in time", timings);
    }

    static Observation handshake(Hop hop, List<Throwable> causes, Timings timings) {
        return Failure.unknown(
                Reason.TLS_HANDSHAKE,
                "the TLS handshake with " + hop.where() + " failed: " + TlsFailures.explain(causes),
                timings);
    }

    static Observation lostBeforeAnswer(Hop hop, Timings timings) {
        return Failure.unhealthy(
                Reason.CONNECTION_LOST, hop.where() + " closed the connection without an answer", timings);
    }

    static Observation lostWithinAnswer(Hop hop, Timings timings) {
        return Failure.unhealthy(
                Reason.CONNECTION_LOST, hop.where() + " closed the connection before its answer was complete", timings);
    }

    /** {@code what} follows "the answer of X". */
    static Observation badAnswer(Hop hop, String what, Timings timings) {
        return Failure.unhealthy(Reason.PROTOCOL, "the answer of " + hop.where() + " " + what, timings);
    }

    static Observation notHttp(Hop hop, Timings timings) {
        return badAnswer(hop, "does not follow HTTP", timings);
    }
}
