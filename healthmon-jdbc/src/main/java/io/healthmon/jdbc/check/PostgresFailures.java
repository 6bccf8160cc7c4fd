package io.healthmon.jdbc.check;

import io.healthmon.HealthStatus;
import io.healthmon.check.CheckFailedException;
import io.healthmon.check.Checks;
import io.healthmon.check.ConnectFailures;
import io.healthmon.check.Observation;
import io.healthmon.check.Reason;
import io.healthmon.check.Timings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * What an error means for the server's health: unknown if no connection stood, otherwise what the server said. Its own words are
 * left out: they may differ from check to check, and name what is nobody's business.
 */
final class PostgresFailures {

    private static final String OWN_STORE = "the monitor's own store";

    private PostgresFailures() {}

    /** Of a server that a check connected to. */
    static Observation server(Throwable error, PostgresAddress address, Timings timings) {
        String subject = "PostgreSQL at " + address.shown();
        return find(error, CheckFailedException.class)
                .map(CheckFailedException::observation)
                .or(() -> find(error, IOException.class).flatMap(ConnectFailures::ownFault))
                .or(() ->
                        find(error, SSLException.class).map(tls -> ConnectFailures.handshaking(tls, subject, timings)))
                .or(() -> answer(error, subject, address.user(), timings))
                .orElseGet(() -> lost(error, subject, timings));
    }

    /** Of the store, whose pool connects by itself: only what the error chain holds tells whether a connection stood. */
    static Observation ownStore(Throwable error) {
        return find(error, IOException.class)
                .flatMap(PostgresFailures::noConnection)
                .or(() -> answer(error, OWN_STORE, "the monitor", Timings.NONE))
                .orElseGet(() -> state(error).filter("08001"::equals).isPresent()
                        ? Observation.Failure.unknown(
                                Reason.CONNECT_FAILED, "no connection to " + OWN_STORE, Timings.NONE)
                        : Observation.Failure.unhealthy(
                                Reason.TIMEOUT_RESPONSE, OWN_STORE + " did not answer in time", Timings.NONE));
    }

    private static Optional<Observation> noConnection(IOException error) {
        if (error instanceof UnknownHostException) {
            // The driver keeps to itself whether there is no such name or no name server that answers.
            return Optional.of(Observation.Failure.unknown(
                    Reason.DNS_FAILED, "the host name of " + OWN_STORE + " was not resolved", Timings.NONE));
        }
        if (error instanceof SSLException tls) {
            return Optional.of(ConnectFailures.handshaking(tls, OWN_STORE, Timings.NONE));
        }
        boolean connecting = error instanceof ConnectException
                || error instanceof NoRouteToHostException
                || error instanceof SocketTimeoutException
                        && String.valueOf(error.getMessage())
                                .toLowerCase(Locale.ROOT)
                                .contains("connect");
        return connecting
                ? Optional.of(ConnectFailures.connecting(error, OWN_STORE, Timings.NONE))
                : ConnectFailures.ownFault(error);
    }

    private static Optional<Observation> answer(Throwable error, String subject, String user, Timings timings) {
        String state = state(error).orElse("");
        if (state.startsWith("28")) {
            return stated(
                    HealthStatus.UNHEALTHY, Reason.AUTH, subject + " refused the credentials of " + user, timings);
        }
        if (state.startsWith("3D")) {
            return stated(HealthStatus.UNHEALTHY, Reason.REPORTED, subject + " has no such database", timings);
        }
        if (state.equals("57P03")) {
            return stated(
                    HealthStatus.UNHEALTHY, Reason.STARTING, subject + " is starting up or shutting down", timings);
        }
        if (state.equals("53300")) {
            return stated(
                    HealthStatus.DEGRADED,
                    Reason.BUSY,
                    subject + " works, but takes no more connections: too many are open",
                    timings);
        }
        if (state.equals("08P01") || state.equals("08004")) {
            return stated(
                    HealthStatus.UNHEALTHY, Reason.PROTOCOL, subject + " does not speak as PostgreSQL does", timings);
        }
        return state.isEmpty() || state.startsWith("08")
                ? Optional.empty()
                : stated(
                        HealthStatus.UNHEALTHY,
                        Reason.REPORTED,
                        subject + " answered with an error, SQLState " + state,
                        timings);
    }

    private static Observation lost(Throwable error, String subject, Timings timings) {
        if (has(error, SocketTimeoutException.class)) {
            return Observation.Failure.unhealthy(
                    Reason.TIMEOUT_RESPONSE, subject + " accepted the connection, but did not answer in time", timings);
        }
        if (has(error, IOException.class)) {
            return Observation.Failure.unhealthy(
                    Reason.CONNECTION_LOST, subject + " broke the connection off", timings);
        }
        return Observation.Failure.unhealthy(Reason.PROTOCOL, subject + " does not speak as PostgreSQL does", timings);
    }

    private static Optional<Observation> stated(HealthStatus status, Reason reason, String message, Timings timings) {
        Checks checks = Checks.of(Map.of("connection", status.word(), "error", message));
        return Optional.of(Observation.Statement.of(status, reason, message, checks, timings));
    }

    private static Optional<String> state(Throwable error) {
        return find(error, SQLException.class).map(SQLException::getSQLState);
    }

    private static boolean has(Throwable error, Class<? extends Throwable> type) {
        return find(error, type).isPresent();
    }

    /** The innermost of that type: pools and stores wrap what the driver threw. */
    private static <T extends Throwable> Optional<T> find(Throwable error, Class<T> type) {
        Optional<T> found = Optional.empty();
        int depth = 0;
        for (Throwable next = error; next != null && depth < 20; next = next.getCause(), depth++) {
            if (type.isInstance(next)) {
                found = Optional.of(type.cast(next));
            }
        }
        return found;
    }
}
