package io.healthmon.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectFailuresTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new SocketTimeoutException("x"), "timeout_connect", "no connection to x:1 in time"),
                Arguments.of(
                        new ConnectException("Connection refused"),
                        "connect_refused",
                        "connection to x:1 refused: nothing listens there"),
                Arguments.of(new ConnectException(), "connect_failed", "no connection to x:1"),
                Arguments.of(
                        new NoRouteToHostException("No route to host"),
                        "connect_failed",
                        "no connection to x:1: no route to the host"),
                Arguments.of(
                        new ConnectException("Network is unreachable"),
                        "connect_failed",
                        "no connection to x:1: the network is unreachable"),
                Arguments.of(
                        new SocketException("Permission denied"),
                        "connect_failed",
                        "no connection to x:1: not permitted"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failure_toConnect_isUnknownWithItsReason(Exception thrown, String reason, String message) {
        Observation found = ConnectFailures.connecting(new ExecutionException(thrown), "x:1", Timings.NONE);
        Observations.assertFound(found, HealthStatus.UNKNOWN, new Reason(reason), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "x: Name or service not known",
                "x: No address associated with hostname",
                "x: Name does not resolve",
                "No such host is known (x)",
                "x: nodename nor servname provided, or not known"
            })
    void name_thatDoesNotExist_isUnknown(String words) {
        Observations.assertFound(
                ConnectFailures.resolving(new ExecutionException(new UnknownHostException(words)), "x", Timings.NONE),
                HealthStatus.UNKNOWN,
                Reason.DNS_NXDOMAIN,
                "the name x does not exist");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x: Temporary failure in name resolution",
                "x: Non-recoverable failure in name resolution",
                "x: Try again",
                "x: System error"
            })
    void name_thatNobodyAnswersFor_isNotCalledMissing(String words) {
        Observations.assertFound(
                ConnectFailures.resolving(new UnknownHostException(words), "x", Timings.NONE),
                HealthStatus.UNKNOWN,
                Reason.DNS_FAILED,
                "the name x was not resolved: no name server gave an answer");
    }

    static Stream<Throwable> ownFaults() {
        return Stream.of(
                new OutOfMemoryError("unable to create native thread"),
                new UnknownHostException("x: Too many open files"),
                new IllegalStateException("closed"));
    }

    @ParameterizedTest
    @MethodSource("ownFaults")
    void lookUp_thatFailsByOurOwnFault_saysNothingAboutTheTarget(Throwable thrown) {
        assertThat(ConnectFailures.resolving(thrown, "x", Timings.NONE)).isInstanceOf(Observation.MonitorFault.class);
    }

    @Test
    void failure_forLackOfHandles_isTheMonitorsFault() {
        assertThat(ConnectFailures.connecting(new SocketException("Too many open files"), "x:1", Timings.NONE))
                .isInstanceOf(Observation.MonitorFault.class);
    }

    @Test
    void handshake_failed_saysWhetherItWasTheCertificate() {
        SSLHandshakeException untrusted = new SSLHandshakeException("PKIX path building failed");
        untrusted.initCause(new CertificateException("no name"));
        Observations.assertFound(
                ConnectFailures.handshaking(untrusted, "x:1", Timings.NONE),
                HealthStatus.UNKNOWN,
                Reason.TLS_HANDSHAKE,
                "TLS handshake with x:1 failed: its certificate is not trusted, not valid now or not for this name");
        Observations.assertFound(
                ConnectFailures.handshaking(new IOException("reset"), "x:1", Timings.NONE),
                HealthStatus.UNKNOWN,
                Reason.TLS_HANDSHAKE,
                "TLS handshake with x:1 failed: it may not speak TLS, or no version in common");
    }
}
