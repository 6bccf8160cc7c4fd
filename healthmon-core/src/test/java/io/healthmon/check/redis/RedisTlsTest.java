package io.healthmon.check.redis;

import static io.healthmon.check.Observations.assertFound;
import static io.healthmon.check.Observations.assertHealthy;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.check.CheckHarness;
import io.healthmon.check.Checker;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.CheckerProvider;
import io.healthmon.check.HostileServer;
import io.healthmon.check.Options;
import io.healthmon.check.Phase;
import io.healthmon.check.Reason;
import io.healthmon.target.CheckSpec;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Redis behind a TLS port with a certificate of the test's own. */
class RedisTlsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final RedisServerFixture redis = RedisServerFixture.start("requirepass s3cret");

    @SuppressWarnings("NullAway.Init")
    private TlsFront front;

    @SuppressWarnings("NullAway.Init")
    private CheckHarness trusting;

    @BeforeEach
    void start() throws Exception {
        front = new TlsFront(directory, redis.port());
        trusting = new CheckHarness(new TrustingProvider(front));
    }

    @AfterEach
    void stop() throws Exception {
        trusting.close();
        front.close();
        redis.close();
    }

    @Test
    void redis_overTls_isHealthyWithItsHandshakeTimed() {
        var found = trusting.check(RedisSpec.of("rediss://:s3cret@localhost:" + front.port() + "/1"));
        assertHealthy(found, "{\"ping\":\"pong\"}");
        assertThat(found.timings().phases()).containsKey(Phase.TLS);
    }

    @Test
    void certificate_ofAnotherName_isAFailedHandshake() {
        assertBadCertificate(trusting, "127.0.0.1");
    }

    @Test
    void certificate_thatTheJvmDoesNotTrust_isAFailedHandshake() {
        try (CheckHarness jvm = new CheckHarness(new RedisCheckerProvider())) {
            assertBadCertificate(jvm, "localhost");
        }
    }

    private void assertBadCertificate(CheckHarness harness, String host) {
        assertFound(
                harness.check(RedisSpec.of("rediss://:s3cret@" + host + ":" + front.port())),
                HealthStatus.UNKNOWN,
                Reason.TLS_HANDSHAKE,
                "TLS handshake with " + host + ":" + front.port()
                        + " failed: its certificate is not trusted, not valid now or not for this name");
    }

    @Test
    void port_thatSpeaksNoTls_isAFailedHandshake() {
        try (HostileServer plain = HostileServer.answering("-ERR unknown command\r\n".getBytes(US_ASCII))) {
            assertFound(
                    trusting.check(RedisSpec.of("rediss://localhost:" + plain.port())),
                    HealthStatus.UNKNOWN,
                    Reason.TLS_HANDSHAKE,
                    "TLS handshake with localhost:" + plain.port()
                            + " failed: it may not speak TLS, or no version in common");
        }
    }

    @Test
    void handshake_thatHangs_isATlsTimeout() {
        try (HostileServer hanging = HostileServer.silent()) {
            assertFound(
                    trusting.check(RedisSpec.of("rediss://localhost:" + hanging.port()), Duration.ofMillis(500)),
                    HealthStatus.UNKNOWN,
                    Reason.TIMEOUT_TLS,
                    "no TLS handshake within 500 ms");
        }
    }

    /** The provider, with the test's certificate trusted. */
    private record TrustingProvider(TlsFront front) implements CheckerProvider {
        @Override
        public String type() {
            return RedisSpec.TYPE;
        }

        @Override
        public CheckSpec spec(Options options) {
            return new RedisCheckerProvider().spec(options);
        }

        @Override
        public Checker checker(CheckerContext context) {
            return new RedisChecker(context.clock(), new RespConnector(context, front::clientSockets));
        }
    }
}
