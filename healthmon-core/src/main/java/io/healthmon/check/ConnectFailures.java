package io.healthmon.check;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** What it means that no connection came about: nearly always unknown, since we could not talk to the target at all. */
public final class ConnectFailures {

    private ConnectFailures() {}

    /**
     * What a failed look-up or connect means.
     *
     * @param thrown what the resolver or the socket threw
     * @param where {@code host:port}, for the sentence
     */
    public static Observation connecting(Throwable thrown, String where, Timings timings) {
        Throwable cause = unwrapped(thrown);
        if (cause instanceof UnknownHostException) {
            return Observation.Failure.unknown(
                    Reason.DNS_NXDOMAIN, "no connection to " + where + ": its name cannot be resolved", timings);
        }
        if (cause instanceof SocketTimeoutException) {
            return Observation.Failure.unknown(
                    Reason.TIMEOUT_CONNECT, "no connection to " + where + " in time", timings);
        }
        String text = text(cause);
        if (text.contains("too many open files")) {
            return new Observation.MonitorFault("the monitor has no file handle left for a connection");
        }
        if (cause instanceof ConnectException && text.contains("refused")) {
            return Observation.Failure.unknown(
                    Reason.CONNECT_REFUSED, "connection to " + where + " refused: nothing listens there", timings);
        }
        return Observation.Failure.unknown(
                Reason.CONNECT_FAILED, "no connection to " + where + why(cause, text), timings);
    }

    /** What a failed TLS handshake means. */
    public static Observation handshaking(IOException thrown, String where, Timings timings) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return Observation.Failure.unknown(
                        Reason.TLS_HANDSHAKE,
                        "TLS handshake with " + where
                                + " failed: its certificate is not trusted, not valid now or not for this name",
                        timings);
            }
        }
        return Observation.Failure.unknown(
                Reason.TLS_HANDSHAKE,
                "TLS handshake with " + where + " failed: it may not speak TLS, or no version in common",
                timings);
    }

    private static String why(Throwable cause, String text) {
        if (cause instanceof NoRouteToHostException || text.contains("no route")) {
            return ": no route to the host";
        }
        if (text.contains("unreachable")) {
            return ": the network is unreachable";
        }
        if (text.contains("permi") || text.contains("denied")) {
            return ": not permitted";
        }
        return "";
    }

    private static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause != null && (thrown instanceof CompletionException || thrown instanceof ExecutionException)
                ? unwrapped(cause)
                : thrown;
    }

    private static String text(Throwable cause) {
        @Nullable String message = cause.getMessage();
        return message == null ? "" : message.toLowerCase(Locale.ROOT);
    }
}
