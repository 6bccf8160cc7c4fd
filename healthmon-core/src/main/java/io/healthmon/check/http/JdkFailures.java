package io.healthmon.check.http;

import io.healthmon.check.ConnectFailures;
import io.healthmon.check.Observation;
import io.healthmon.check.Observation.Failure;
import io.healthmon.check.Reason;
import io.healthmon.check.Timings;
import io.healthmon.outbound.OutboundRefusedException;
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

    /**
     * What {@code thrown} says about the target, or about us.
     *
     * @throws CompletionException if it is none of the client's ways to fail: a bug
     */
    static Observation of(Throwable thrown, Hop hop) {
        LOG.debug("{} failed", hop, thrown);
        List<Throwable> causes = causes(thrown);
        for (Throwable cause : causes) {
            if (cause instanceof OutboundRefusedException refused) {
                return ConnectFailures.refused(refused, Timings.NONE);
            }
        }
        if (any(causes, CancellationException.class)) {
            return HttpFailures.GIVEN_UP;
        }
        if (says(causes, "Too many open files") || any(causes, BindException.class)) {
            return HttpFailures.EXHAUSTED;
        }
        if (any(causes, RejectedExecutionException.class) || says(causes, "selector manager closed")) {
            return HttpFailures.CLOSED;
        }
        Observation noConnection = connecting(causes, hop);
        return noConnection != null ? noConnection : answering(causes, hop);
    }

    private static @Nullable Observation connecting(List<Throwable> causes, Hop hop) {
        if (any(causes, HttpConnectTimeoutException.class)) {
            return HttpFailures.noConnectionInTime(hop, Timings.NONE);
        }
        if (any(causes, UnresolvedAddressException.class) || any(causes, UnknownHostException.class)) {
            // The check has just resolved it: it exists.
            return Failure.unknown(
                    Reason.DNS_FAILED,
                    "the name " + hop.host() + " was not resolved: no name server gave an answer",
                    Timings.NONE);
        }
        for (Throwable cause : causes) {
            if (cause instanceof UnusableCaException unusable) {
                return HttpFailures.unusableCa(unusable);
            }
        }
        if (any(causes, SSLException.class) || hop.encrypted() && isReset(causes)) {
            return HttpFailures.handshake(hop, causes, Timings.NONE);
        }
        if (!any(causes, ConnectException.class) && !any(causes, NoRouteToHostException.class) || isReset(causes)) {
            return null;
        }
        // A refused connection comes without words, from a channel that is closed already.
        return says(causes, "refused") || any(causes, ClosedChannelException.class)
                ? HttpFailures.refused(hop, Timings.NONE)
                : HttpFailures.unreachable(hop, Timings.NONE);
    }

    private static Observation answering(List<Throwable> causes, Hop hop) {
        for (Throwable cause : causes) {
            if (cause instanceof HeaderRules.Violation) {
                return HttpFailures.badAnswer(hop, String.valueOf(cause.getMessage()), Timings.NONE);
            }
        }
        boolean ended = any(causes, EOFException.class) || any(causes, SocketException.class);
        boolean garbage = says(causes, "parser state [STATUS_LINE]") || !ended;
        if (says(causes, "received no bytes") || isReset(causes) && says(causes, "Connection reset by peer")) {
            return HttpFailures.lostBeforeAnswer(hop, Timings.NONE);
        }
        if (ended && !garbage) {
            return HttpFailures.lostWithinAnswer(hop, Timings.NONE);
        }
        if (any(causes, IOException.class) || any(causes, NumberFormatException.class)) {
            return HttpFailures.notHttp(hop, Timings.NONE);
        }
        throw new CompletionException(causes.get(causes.size() - 1));
    }

    private static boolean isReset(List<Throwable> causes) {
        return says(causes, "Connection reset");
    }

    static List<Throwable> causes(Throwable thrown) {
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
