package io.healthmon.check.http;

import io.healthmon.check.Observation;
import io.healthmon.check.Observation.Failure;
import io.healthmon.check.Reason;
import io.healthmon.check.Timings;
import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the exceptions of the JDK's client mean, as found by trying on 17 and 25; many are told apart by their words only. */
final class JdkFailures {

    private static final Logger LOG = LoggerFactory.getLogger(JdkFailures.class);
    private static final int MAX_CAUSES = 20;

    private JdkFailures() {}

    static boolean meansClientIsBroken(Throwable thrown) {
        return says(causes(thrown), "selector manager closed");
    }

    static Observation unsendable(Hop hop) {
        return Failure.unhealthy(
                Reason.CHECKER_ERROR,
                "the request to " + hop.where() + " cannot be sent: its method, its port or one of its headers "
                        + "(Host, Connection, Content-Length, Expect and Upgrade are the client's) is not allowed",
                Timings.NONE);
    }

    /**
     * What {@code thrown} says about the target, or about us.
     *
     * @throws CompletionException if it is none of the client's ways to fail: a bug
     */
    static Observation of(Throwable thrown, Hop hop) {
        LOG.debug("{} failed", hop, thrown);
        List<Throwable> causes = causes(thrown);
        if (any(causes, CancellationException.class)) {
            return new Observation.MonitorFault("the check was given up");
        }
        if (says(causes, "Too many open files") || any(causes, BindException.class)) {
            return new Observation.MonitorFault("the monitor is out of file handles or local ports");
        }
        if (any(causes, RejectedExecutionException.class) || says(causes, "selector manager closed")) {
            return new Observation.MonitorFault("the monitor's HTTP client is closed");
        }
        Observation noConnection = connecting(causes, hop);
        return noConnection != null ? noConnection : answering(causes, hop);
    }

    private static @Nullable Observation connecting(List<Throwable> causes, Hop hop) {
        if (any(causes, HttpConnectTimeoutException.class)) {
            return unknown(Reason.TIMEOUT_CONNECT, "no connection to " + hop.where() + " in time");
        }
        if (any(causes, UnresolvedAddressException.class) || any(causes, UnknownHostException.class)) {
            // The check has just resolved it: it exists.
            return unknown(
                    Reason.DNS_FAILED,
                    "the name " + hop.uri().getHost() + " was not resolved: no name server gave an answer");
        }
        for (Throwable cause : causes) {
            if (cause instanceof UnusableCaException && cause.getMessage() != null) {
                return unknown(Reason.TLS_HANDSHAKE, cause.getMessage());
            }
        }
        if (any(causes, SSLException.class) || hop.encrypted() && isReset(causes)) {
            return unknown(
                    Reason.TLS_HANDSHAKE,
                    "the TLS handshake with " + hop.where() + " failed: " + TlsFailures.explain(causes));
        }
        if (!any(causes, ConnectException.class) && !any(causes, NoRouteToHostException.class) || isReset(causes)) {
            return null;
        }
        // A refused connection comes without words, from a channel that is closed already.
        return says(causes, "refused") || any(causes, ClosedChannelException.class)
                ? unknown(Reason.CONNECT_REFUSED, "nothing listens at " + hop.where())
                : unknown(Reason.CONNECT_FAILED, hop.where() + " cannot be reached: there is no route to it");
    }

    private static Observation answering(List<Throwable> causes, Hop hop) {
        for (Throwable cause : causes) {
            if (cause instanceof HeaderRules.Violation) {
                return unhealthy(Reason.PROTOCOL, "the answer of " + hop.where() + " " + cause.getMessage());
            }
        }
        boolean ended = any(causes, EOFException.class) || any(causes, SocketException.class);
        boolean garbage = says(causes, "parser state [STATUS_LINE]") || !ended;
        if (says(causes, "received no bytes") || isReset(causes) && says(causes, "Connection reset by peer")) {
            return unhealthy(Reason.CONNECTION_LOST, hop.where() + " closed the connection without an answer");
        }
        if (ended && !garbage) {
            return unhealthy(
                    Reason.CONNECTION_LOST, hop.where() + " closed the connection before its answer was complete");
        }
        if (any(causes, IOException.class) || any(causes, NumberFormatException.class)) {
            return unhealthy(Reason.PROTOCOL, "the answer of " + hop.where() + " does not follow HTTP");
        }
        throw new CompletionException(causes.get(causes.size() - 1));
    }

    private static boolean isReset(List<Throwable> causes) {
        return says(causes, "Connection reset");
    }

    private static Observation unknown(Reason reason, String sentence) {
        return Failure.unknown(reason, sentence, Timings.NONE);
    }

    private static Observation unhealthy(Reason reason, String sentence) {
        return Failure.unhealthy(reason, sentence, Timings.NONE);
    }

    private static List<Throwable> causes(Throwable thrown) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = thrown; cause != null && causes.size() < MAX_CAUSES; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    private static boolean any(List<Throwable> causes, Class<? extends Throwable> type) {
        return causes.stream().anyMatch(type::isInstance);
    }

    private static boolean says(List<Throwable> causes, String words) {
        return causes.stream()
                .anyMatch(cause -> String.valueOf(cause.getMessage()).contains(words));
    }
}
