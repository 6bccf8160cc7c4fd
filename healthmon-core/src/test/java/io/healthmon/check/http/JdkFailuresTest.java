package io.healthmon.check.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.healthmon.check.Observation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be provoked over a socket in a test; the rest is in {@link HttpProbeContract}. */
class JdkFailuresTest {

    private static final Hop HOP = Hop.first(HttpSpec.get("http://user:secret@stream-bot:5000/health?key=secret"));

    static Throwable[] ourOwn() {
        return new Throwable[] {
            new CompletionException(new SocketException("Too many open files")),
            new UncheckedIOException(new IOException("Too many open files")),
            new ConnectException("x").initCause(new BindException("Cannot assign requested address")),
            new IOException("selector manager closed")
        };
    }

    @ParameterizedTest
    @MethodSource("ourOwn")
    void exhaustion_isTheMonitorsFault(Throwable thrown) {
        assertThat(JdkFailures.of(thrown, HOP)).isInstanceOf(Observation.MonitorFault.class);
    }

    @Test
    void network_unreachable_isConnectFailed() {
        Observation.Failure failure =
                (Observation.Failure) JdkFailures.of(new ConnectException("Network is unreachable"), HOP);

        assertThat(failure.reason()).isEqualTo(io.healthmon.check.Reason.CONNECT_FAILED);
        assertThat(failure.message()).isEqualTo("stream-bot:5000 cannot be reached: there is no route to it");
    }

    @Test
    void bug_isNotHidden() {
        assertThatThrownBy(() -> JdkFailures.of(new IllegalStateException("bug"), HOP))
                .hasRootCauseMessage("bug");
    }

    @Test
    void causes_inACircle_end() {
        IOException one = new IOException("one");
        IOException two = new IOException("two", one);
        one.initCause(two);

        assertThat(JdkFailures.of(two, HOP)).isInstanceOf(Observation.Failure.class);
    }

    @Test
    void hop_shown_hasNoSecrets() {
        assertThat(HOP.toString()).isEqualTo("GET http://stream-bot:5000");
    }
}
