package io.healthmon.check.redis;

import static io.healthmon.check.Observations.assertFound;
import static io.healthmon.check.Observations.assertHealthy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.healthmon.HealthStatus;
import io.healthmon.check.CheckHarness;
import io.healthmon.check.HostileServer;
import io.healthmon.check.Observation;
import io.healthmon.check.Phase;
import io.healthmon.check.Reason;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a real Redis that wants a password and knows a user who may nothing but look. */
class RedisCheckerTest {

    private static final String PONG = "{\"ping\":\"pong\"}";

    @SuppressWarnings("NullAway.Init")
    private static RedisServerFixture redis;

    @SuppressWarnings("NullAway.Init")
    private static CheckHarness harness;

    @BeforeAll
    static void start() {
        redis = RedisServerFixture.start(
                "requirepass s3cret",
                "user probe on >pr0be ~* +ping +select",
                "user mute on >mut3 ~* +get",
                "databases 4");
        harness = new CheckHarness(new RedisCheckerProvider());
    }

    @AfterAll
    static void stop() {
        harness.close();
        redis.close();
    }

    private static Observation check(String userInfo, String path) {
        return harness.check(RedisSpec.of("redis://" + userInfo + "127.0.0.1:" + redis.port() + path));
    }

    @Test
    void redis_withItsPassword_isHealthy() {
        Observation found = check(":s3cret@", "/3");
        assertHealthy(found, PONG);
        assertThat(found.timings().phases()).containsOnlyKeys(Phase.DNS, Phase.CONNECT, Phase.RESPONSE, Phase.BODY);
    }

    @Test
    void redis_withAUserAndPassword_isHealthy() {
        assertHealthy(check("probe:pr0be@", "/1"), PONG);
    }

    @Test
    void redis_withoutPassword_isHealthyWhereItWantsNone() {
        try (RedisServerFixture open = RedisServerFixture.start()) {
            assertHealthy(harness.check(RedisSpec.of("redis://localhost:" + open.port())), PONG);
        }
    }

    @Test
    void credentials_missing_areAnAuthFailure() {
        assertFound(
                check("", ""),
                HealthStatus.UNHEALTHY,
                Reason.AUTH,
                "Redis wants a password and the monitor has none: put it into the url");
    }

    @Test
    void credentials_wrong_areAnAuthFailure() {
        String refused = "Redis refused the monitor's user or password: check those in the url";
        assertFound(check(":wrong@", ""), HealthStatus.UNHEALTHY, Reason.AUTH, refused);
        assertFound(check("probe:s3cret@", ""), HealthStatus.UNHEALTHY, Reason.AUTH, refused);
    }

    @Test
    void user_withoutPermission_isAnAuthFailure() {
        assertFound(
                check("mute:mut3@", ""),
                HealthStatus.UNHEALTHY,
                Reason.AUTH,
                "the monitor's user is not permitted PING on Redis");
    }

    @Test
    void database_thatDoesNotExist_isRefusedInRedisWords() {
        assertFound(
                check(":s3cret@", "/9"),
                HealthStatus.UNHEALTHY,
                Reason.REPORTED,
                "Redis refused the selection of database 9: ERR DB index is out of range");
    }

    @Test
    void redis_stopped_isUnknown() {
        int port = HostileServer.closedPort();
        assertFound(
                harness.check(RedisSpec.of("redis://:s3cret@127.0.0.1:" + port)),
                HealthStatus.UNKNOWN,
                Reason.CONNECT_REFUSED,
                "connection to 127.0.0.1:" + port + " refused: nothing listens there");
    }

    @Test
    void redis_stoppedInItsTracks_isOutOfTimeAndItsConnectionIsClosed() {
        try (HostileServer silent = HostileServer.silent()) {
            assertFound(
                    harness.check(RedisSpec.of("redis://127.0.0.1:" + silent.port()), Duration.ofMillis(300)),
                    HealthStatus.UNHEALTHY,
                    Reason.TIMEOUT_RESPONSE,
                    "connected, but no answer within 300 ms");
            await().until(() -> silent.closedByClient() == 1);
        }
    }
}
