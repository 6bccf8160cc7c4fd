package io.healthmon.check.celery;

import static io.healthmon.check.Observations.assertFound;
import static io.healthmon.check.Observations.assertHealthy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.healthmon.HealthStatus;
import io.healthmon.check.CheckHarness;
import io.healthmon.check.HostileServer;
import io.healthmon.check.MapOptions;
import io.healthmon.check.Observation;
import io.healthmon.check.OptionException;
import io.healthmon.check.Reason;
import io.healthmon.check.redis.RedisServerFixture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a real Redis, with workers that speak as a real one was seen to. */
class CeleryCheckerTest {

    private static final int DB = 2;
    private static final Duration SHORT = Duration.ofSeconds(1);

    @SuppressWarnings("NullAway.Init")
    private static RedisServerFixture redis;

    private final CeleryCheckerProvider provider = new CeleryCheckerProvider();
    private final CheckHarness harness = new CheckHarness(provider);

    @BeforeAll
    static void startRedis() {
        redis = RedisServerFixture.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void forgetAll() throws Exception {
        try (WorkerDouble.Redis client = new WorkerDouble.Redis(redis.port(), DB)) {
            client.send("FLUSHALL");
            client.read();
        }
    }

    @AfterEach
    void close() {
        harness.close();
    }

    private Observation check(int workers, Duration timeout) {
        return harness.check(CelerySpec.of("redis://127.0.0.1:" + redis.port() + "/" + DB, workers), timeout);
    }

    private WorkerDouble worker(String name) {
        return WorkerDouble.answering(redis.port(), DB, name);
    }

    /** Keys of the broker's database, each with whether it will end by itself. */
    private List<String> keysThatStay() throws Exception {
        try (WorkerDouble.Redis client = new WorkerDouble.Redis(redis.port(), DB)) {
            client.send("KEYS", "*");
            List<String> stay = new ArrayList<>();
            for (Object key : (List<?>) client.read()) {
                client.send("PTTL", String.valueOf(key));
                if (Long.parseLong(String.valueOf(client.read())) < 0) {
                    stay.add(String.valueOf(key));
                }
            }
            return stay;
        }
    }

    private int keys() throws Exception {
        try (WorkerDouble.Redis client = new WorkerDouble.Redis(redis.port(), DB)) {
            client.send("DBSIZE");
            return Integer.parseInt(String.valueOf(client.read()));
        }
    }

    @Test
    void workers_enough_areHealthyAndNothingStaysBehind() throws Exception {
        try (WorkerDouble one = worker("w1@host");
                WorkerDouble two = worker("w2@host")) {
            assertHealthy(check(2, Duration.ofSeconds(5)), "{\"celery\":\"healthy\",\"workers\":2}");
            assertThat(keys()).isZero();
        }
    }

    @Test
    void workers_none_areUnhealthyAtOnce() throws Exception {
        assertFound(
                check(1, Duration.ofSeconds(5)),
                HealthStatus.UNHEALTHY,
                Reason.NO_WORKERS,
                "no Celery worker answers the ping");
        assertThat(keys()).isZero();
    }

    @Test
    void workers_tooFew_areDegraded() throws Exception {
        try (WorkerDouble one = worker("w1@host")) {
            Observation found = check(2, Duration.ofSeconds(5));
            assertFound(
                    found,
                    HealthStatus.DEGRADED,
                    Reason.TOO_FEW_WORKERS,
                    "fewer than 2 Celery workers answer the ping");
            assertThat(((Observation.Statement) found).checks().json())
                    .isEqualTo("{\"celery\":\"degraded\",\"workers\":1}");
            assertThat(keys()).isZero();
        }
    }

    @Test
    void worker_thatListensButIsStopped_isNoWorker() throws Exception {
        try (WorkerDouble stopped = WorkerDouble.silent(redis.port(), DB)) {
            assertFound(
                    check(1, SHORT), HealthStatus.UNHEALTHY, Reason.NO_WORKERS, "no Celery worker answers the ping");
            assertThat(keys()).isEqualTo(1); // where its late reply would go
            assertThat(keysThatStay()).isEmpty();
        }
    }

    @Test
    void worker_thatIsStopped_doesNotHideOneThatWorks() throws Exception {
        try (WorkerDouble stopped = WorkerDouble.silent(redis.port(), DB);
                WorkerDouble good = worker("w1@host")) {
            assertHealthy(check(1, Duration.ofSeconds(5)), "{\"celery\":\"healthy\",\"workers\":1}");
            assertThat(keysThatStay()).isEmpty();
        }
    }

    @Test
    void worker_ofAnotherDatabase_isNotCounted() {
        try (WorkerDouble elsewhere = WorkerDouble.answering(redis.port(), DB + 1, "w1@host")) {
            assertThat(((Observation.Statement) check(1, SHORT)).reason()).hasValue(Reason.NO_WORKERS);
        }
    }

    @Test
    void workers_ofOneName_countOnce() {
        try (WorkerDouble one = worker("same@host");
                WorkerDouble two = worker("same@host")) {
            assertThat(((Observation.Statement) check(2, SHORT)).reason()).hasValue(Reason.TOO_FEW_WORKERS);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"garbage", "{}", "{\"body\":\"!\"}", "{\"body\":\"bnVsbA==\"}", "[[[[", "{\"body\":\"e30=\"}"})
    void reply_thatIsNoPong_isNotCounted(String reply) throws Exception {
        try (WorkerDouble odd = WorkerDouble.pushing(redis.port(), DB, reply)) {
            assertThat(((Observation.Statement) check(1, SHORT)).reason()).hasValue(Reason.NO_WORKERS);
            assertThat(keysThatStay()).isEmpty();
        }
    }

    @Test
    void broker_stopped_isUnknown() {
        int port = HostileServer.closedPort();
        assertFound(
                harness.check(CelerySpec.of("redis://127.0.0.1:" + port + "/2", 1)),
                HealthStatus.UNKNOWN,
                Reason.CONNECT_REFUSED,
                "connection to 127.0.0.1:" + port + " refused: nothing listens there");
    }

    @Test
    void broker_thatWantsAPassword_isAnAuthFailure() {
        try (RedisServerFixture locked = RedisServerFixture.start("requirepass s3cret")) {
            String broker = "127.0.0.1:" + locked.port();
            assertFound(
                    harness.check(CelerySpec.of("redis://" + broker, 1)),
                    HealthStatus.UNHEALTHY,
                    Reason.AUTH,
                    "Redis wants a password and the monitor has none: put it into the url");
            assertThat(((Observation.Statement) harness.check(CelerySpec.of("redis://:s3cret@" + broker, 1))).reason())
                    .hasValue(Reason.NO_WORKERS);
        }
    }

    @Test
    void broker_thatDeletesNothing_takesNoAnswerBack() throws Exception {
        try (RedisServerFixture keeping = RedisServerFixture.start("rename-command DEL \"\"");
                WorkerDouble one = WorkerDouble.answering(keeping.port(), DB, "w1@host")) {
            assertHealthy(
                    harness.check(CelerySpec.of("redis://127.0.0.1:" + keeping.port() + "/" + DB, 1)),
                    "{\"celery\":\"healthy\",\"workers\":1}");
        }
    }

    @Test
    void broker_thatCannotPrepareTheReplies_isTakenAtItsWord() {
        String answers =
                "+OK\r\n" + "+QUEUED\r\n".repeat(4) + "*4\r\n:1\r\n-NOPERM no permission\r\n:1\r\n:1\r\n:0\r\n";
        try (HostileServer broken = HostileServer.answering(answers.getBytes(StandardCharsets.ISO_8859_1))) {
            Observation found = harness.check(CelerySpec.of("redis://127.0.0.1:" + broken.port(), 1), SHORT);
            assertThat(((Observation.Statement) found).reason()).hasValue(Reason.AUTH);
        }
    }

    @Test
    void broker_thatHangs_endsWithTheDeadline() {
        try (HostileServer hanging = HostileServer.silent()) {
            assertFound(
                    harness.check(CelerySpec.of("redis://127.0.0.1:" + hanging.port(), 1), SHORT),
                    HealthStatus.UNHEALTHY,
                    Reason.TIMEOUT_RESPONSE,
                    "connected, but no answer within 1000 ms");
        }
    }

    @Test
    void options_areRead() {
        assertThat(provider.spec(MapOptions.of("broker", "redis://redis/1", "workers", "3")))
                .isEqualTo(CelerySpec.of("redis://redis:6379/1", 3));
        assertThat(provider.spec(MapOptions.of("broker", "redis://redis")))
                .isEqualTo(CelerySpec.of("redis://redis", 1));
    }

    @Test
    void options_wrong_areRefusedByName() {
        assertThatThrownBy(() -> provider.spec(MapOptions.of()))
                .isInstanceOf(OptionException.class)
                .hasMessageStartingWith("broker: is missing");
        assertThatThrownBy(() -> provider.spec(MapOptions.of("broker", "amqp://guest:hunter2@rabbit")))
                .isInstanceOf(OptionException.class)
                .hasMessageStartingWith("broker: ")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> provider.spec(MapOptions.of("broker", "redis://redis", "workers", "0")))
                .isInstanceOf(OptionException.class)
                .hasMessageStartingWith("workers: ");
    }
}
