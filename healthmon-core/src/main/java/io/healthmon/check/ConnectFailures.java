package io.healthmon.check;

import io.healthmon.outbound.OutboundRefusedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** What it means that no connection came about: nearly always unknown, since we could not talk to the target at all. */
public final class ConnectFailures {

    /** How the C libraries and Windows say that there is no such name; the JVM, out of its memory, only repeats the name. */
    private static final List<String> NO_SUCH_NAME = List.of(
            "not known", "no address associated", "does not resolve", "has no address", "no such host", "nodename nor");

    private static final String TOO_MANY_FILES = "too many open files";

    private ConnectFailures() {}

    /**
     * What a look-up that led to no connection means: that the name does not exist, that no name server says so, that where it leads
     * is not dialled, or that the monitor is at fault.
     *
     * @param thrown what the {@link io.healthmon.outbound.OutboundDoor} completed with
     * @param host the name
     */
    public static Observation resolving(Throwable thrown, String host, Timings timings) {
        Throwable cause = unwrapped(thrown);
        if (cause instanceof OutboundRefusedException refused) {
            return refused(refused, timings);
        }
        String text = text(cause);
        if (!(cause instanceof UnknownHostException)) {
            return new Observation.MonitorFault("the monitor could not look names up");
        }
        if (text.contains(TOO_MANY_FILES)) {
            return new Observation.MonitorFault("the monitor has no file handle left to look names up");
        }
        boolean noSuchName = text.isEmpty()
                || text.equals(host.toLowerCase(Locale.ROOT))
                || NO_SUCH_NAME.stream().anyMatch(text::contains);
        return noSuchName
                ? Observation.Failure.unknown(Reason.DNS_NXDOMAIN, "the name " + host + " does not exist", timings)
                : Observation.Failure.unknown(
                        Reason.DNS_FAILED,
                        "the name " + host + " was not resolved: no name server gave an answer",
                        timings);
    }

    /** What it means that an address is not dialled: we did not talk to the target, and never will until somebody changes something. */
    public static Observation refused(OutboundRefusedException refused, Timings timings) {
        return Observation.Failure.unknown(Reason.ADDRESS_REFUSED, String.valueOf(refused.getMessage()), timings);
    }

    /** Whether an observation is that of {@link #refused}. */
    public static boolean isRefusal(Observation observation) {
        return observation instanceof Observation.Failure failure
                && failure.reason().equals(Reason.ADDRESS_REFUSED);
    }

    /**
     * What a failed connect means.
     *
     * @param thrown what the socket threw
     * @param where {@code host:port}, for the sentence
     */
    public static Observation connecting(Throwable thrown, String where, Timings timings) {
        Throwable cause = unwrapped(thrown);
        if (cause instanceof SocketTimeoutException) {
            return Observation.Failure.unknown(
                    Reason.TIMEOUT_CONNECT, "no connection to " + where + " in time", timings);
        }
        Optional<Observation> ownFault = ownFault(cause);
        if (ownFault.isPresent()) {
            return ownFault.get();
        }
        String text = text(cause);
        if (cause instanceof ConnectException && text.contains("refused")) {
            return Observation.Failure.unknown(
                    Reason.CONNECT_REFUSED, "connection to " + where + " refused: nothing listens there", timings);
        }
        return Observation.Failure.unknown(
                Reason.CONNECT_FAILED, "no connection to " + where + why(cause, text), timings);
    }

    /**
     * The monitor's own fault if that is what an error on a connection is: no file handle is left, as a client that opens more
     * connections or files than one may find out late.
     */
    public static Optional<Observation> ownFault(Throwable thrown) {
        return text(unwrapped(thrown)).contains(TOO_MANY_FILES)
                ? Optional.of(new Observation.MonitorFault("the monitor has no file handle left for a connection"))
                : Optional.empty();
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
