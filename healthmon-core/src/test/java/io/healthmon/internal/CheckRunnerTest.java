package io.healthmon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.check.CheckRequest;
import io.healthmon.check.Checker;
import io.healthmon.check.Checks;
import io.healthmon.check.Observation;
import io.healthmon.check.Phase;
import io.healthmon.check.Reason;
import io.healthmon.check.Timings;
import io.healthmon.time.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckRunnerTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Observation HEALTHY = Observation.Statement.healthy(Checks.empty(), Timings.NONE);

    private final ManualTime time = new ManualTime();
    private final CheckRunner runner = new CheckRunner(time, time, Runnable::run);
    private final HealthTarget target =
            HealthTarget.tcp("db", "127.0.0.1", 5432).timeout(TIMEOUT).build();

    private static Observation found(CompletableFuture<CheckRunner.Look> look) {
        assertThat(look).isCompleted();
        return look.join().observation();
    }

    private static void assertFailure(Observation observation, HealthStatus status, Reason reason) {
        assertThat(observation).isInstanceOfSatisfying(Observation.Failure.class, failure -> {
            assertThat(failure.status()).isEqualTo(status);
            assertThat(failure.reason()).isEqualTo(reason);
        });
    }

    /** As a JVM that is still loading its classes: what would hear the answer is held up until the deadline has passed. */
    @Test
    void timeout_whileTheMonitorWasHeldUpForHalfOfIt_isItsOwn_butNotForEver() {
        List<Runnable> stuck = new ArrayList<>();
        Pulse pulse = new Pulse(time, time);
        pulse.watch(stuck::add);
        CheckRunner held = new CheckRunner(time, time, Runnable::run, pulse);
        Checker silent = request -> {
            request.entering(Phase.RESPONSE);
            return new CompletableFuture<>();
        };

        for (int check = 1; check <= 5; check++) {
            CompletableFuture<CheckRunner.Look> look = held.run(target, silent);
            time.advance(TIMEOUT);
            if (check <= 2) {
                assertThat(found(look))
                        .isEqualTo(new Observation.MonitorFault("out of time, but the monitor itself was held up for "
                                + (check == 1 ? 9_900 : 10_000) + " ms meanwhile"));
            } else {
                assertFailure(found(look), HealthStatus.UNHEALTHY, Reason.TIMEOUT_RESPONSE);
            }
        }

        assertThat(found(held.run(target, request -> CompletableFuture.completedFuture(HEALTHY))))
                .isEqualTo(HEALTHY);
        CompletableFuture<CheckRunner.Look> again = held.run(target, silent);
        time.advance(TIMEOUT);
        assertThat(found(again)).isInstanceOf(Observation.MonitorFault.class);
    }

    @Test
    void refusal_whileTheMonitorWasHeldUp_isTheTargets() {
        Pulse pulse = new Pulse(time, time);
        pulse.watch(task -> {});
        CheckRunner held = new CheckRunner(time, time, Runnable::run, pulse);
        CompletableFuture<Observation> answer = new CompletableFuture<>();
        CompletableFuture<CheckRunner.Look> look = held.run(target, request -> answer);
        time.advance(TIMEOUT.minusMillis(1));
        answer.complete(Observation.Failure.unknown(Reason.CONNECT_REFUSED, "nothing listens", Timings.NONE));

        assertFailure(found(look), HealthStatus.UNKNOWN, Reason.CONNECT_REFUSED);
    }

    @Test
    void answer_inTime_isTheLookAndForgetsTheDeadline() {
        Instant start = time.wall();
        CompletableFuture<Observation> answer = new CompletableFuture<>();
        CompletableFuture<CheckRunner.Look> look = runner.run(target, request -> answer);
        time.advance(Duration.ofMillis(1500));
        time.jumpWall(Duration.ofHours(-1));
        answer.complete(HEALTHY);

        assertThat(look.join()).isEqualTo(new CheckRunner.Look(HEALTHY, start, Duration.ofMillis(1500)));
        assertThat(time.pending()).isZero();
    }

    @Test
    void checker_throws_isUnhealthyCheckerErrorWithoutItsText() {
        Observation observation = found(runner.run(target, request -> {
            throw new IllegalStateException("password=hunter2");
        }));
        assertFailure(observation, HealthStatus.UNHEALTHY, Reason.CHECKER_ERROR);
        assertThat(observation.toString()).contains("IllegalStateException").doesNotContain("hunter2");
    }

    @Test
    void checker_overflowsItsStack_isCheckerError() {
        Checker endless = request -> CompletableFuture.failedFuture(new AssertionError(deeper(0)));
        assertFailure(found(runner.run(target, endless)), HealthStatus.UNHEALTHY, Reason.CHECKER_ERROR);
    }

    private static int deeper(int depth) {
        return depth == Integer.MAX_VALUE ? 0 : 1 + deeper(depth + 1);
    }

    @Test
    void checker_failsInItsStage_namesTheRealCauseOnce() {
        Throwable wrapped = new CompletionException(new ExecutionException(new IllegalArgumentException("x")));
        Observation observation = found(runner.run(target, request -> CompletableFuture.failedFuture(wrapped)));
        assertFailure(observation, HealthStatus.UNHEALTHY, Reason.CHECKER_ERROR);
        assertThat(((Observation.Failure) observation).message()).contains("IllegalArgumentException");
    }

    @Test
    @SuppressWarnings("NullAway") // a hostile checker
    void checker_returnsNull_isCheckerError() {
        assertFailure(found(runner.run(target, request -> null)), HealthStatus.UNHEALTHY, Reason.CHECKER_ERROR);
        assertFailure(
                found(runner.run(target, request -> CompletableFuture.completedFuture(null))),
                HealthStatus.UNHEALTHY,
                Reason.CHECKER_ERROR);
    }

    @Test
    void checker_outOfHandlesOrMemory_isTheMonitorsFault() {
        assertThat(found(runner.run(target, request -> {
                    throw new IOException("Too many open files");
                })))
                .isInstanceOf(Observation.MonitorFault.class);
        assertThat(found(runner.run(target, request -> CompletableFuture.failedFuture(new OutOfMemoryError()))))
                .isInstanceOf(Observation.MonitorFault.class);
    }

    @ParameterizedTest
    @CsvSource({
        "DNS,      UNKNOWN,   timeout_dns",
        "CONNECT,  UNKNOWN,   timeout_connect",
        "TLS,      UNKNOWN,   timeout_tls",
        "RESPONSE, UNHEALTHY, timeout_response",
        "BODY,     UNHEALTHY, timeout_body",
    })
    void hang_inAPhase_hasThePhasesReason(Phase phase, HealthStatus status, String reason) {
        CompletableFuture<CheckRunner.Look> look = runner.run(target, request -> {
            request.entering(Phase.DNS);
            request.entering(phase);
            return new CompletableFuture<>();
        });
        time.advance(TIMEOUT.minusNanos(1));
        assertThat(look).isNotDone();
        time.advance(Duration.ofNanos(1));
        assertFailure(found(look), status, new Reason(reason));
        assertThat(look.join().took()).isEqualTo(TIMEOUT);
    }

    @Test
    void hang_withoutAPhase_isAnUnhealthyTimeout() {
        CompletableFuture<CheckRunner.Look> look = runner.run(target, request -> new CompletableFuture<>());
        time.advance(TIMEOUT);
        assertFailure(found(look), HealthStatus.UNHEALTHY, Reason.TIMEOUT);
    }

    @Test
    void answer_afterTheDeadline_changesNothing() {
        CompletableFuture<Observation> answer = new CompletableFuture<>();
        CompletableFuture<CheckRunner.Look> look = runner.run(target, request -> answer);
        time.advance(TIMEOUT);
        answer.complete(HEALTHY);
        assertFailure(found(look), HealthStatus.UNHEALTHY, Reason.TIMEOUT);
    }

    @Test
    void answer_twice_theFirstCounts() {
        CompletableFuture<Observation> answer = new CompletableFuture<>();
        CompletableFuture<CheckRunner.Look> look = runner.run(target, request -> answer);
        answer.complete(HEALTHY);
        answer.obtrudeException(new IllegalStateException("again"));
        assertThat(found(look)).isSameAs(HEALTHY);
    }

    @Test
    void cancellation_atTheDeadline_runsEveryActionInOrderAlsoBehindOneThatThrows() {
        List<String> ran = new ArrayList<>();
        List<CheckRequest> requests = new ArrayList<>();
        runner.run(target, request -> {
            requests.add(request);
            request.onCancel(() -> ran.add("first"));
            request.onCancel(() -> {
                throw new IllegalStateException("a bad action");
            });
            request.onCancel(() -> ran.add("last"));
            return new CompletableFuture<>();
        });
        assertThat(ran).isEmpty();
        assertThat(requests.get(0).remaining()).isEqualTo(TIMEOUT);
        time.advance(TIMEOUT.plusSeconds(1));
        assertThat(ran).containsExactly("first", "last");
        assertThat(requests.get(0).remaining()).isZero();

        requests.get(0).onCancel(() -> ran.add("late"));
        assertThat(ran).containsExactly("first", "last", "late");
    }

    @Test
    void cancellation_afterAnAnswer_neverRuns() {
        List<String> ran = new ArrayList<>();
        runner.run(target, request -> {
            request.onCancel(() -> ran.add("cancelled"));
            return CompletableFuture.completedFuture(HEALTHY);
        });
        time.advance(TIMEOUT.multipliedBy(2));
        assertThat(ran).isEmpty();
    }

    @Test
    void cancellation_whateverItTakes_isNotTheTimersTimeNorTheResults() {
        List<Runnable> queued = new ArrayList<>();
        CheckRunner later = new CheckRunner(time, time, queued::add);
        List<String> ran = new ArrayList<>();
        CompletableFuture<CheckRunner.Look> look = later.run(target, request -> {
            request.onCancel(() -> ran.add("cancelled"));
            return new CompletableFuture<>();
        });
        queued.remove(0).run();
        time.advance(TIMEOUT);

        assertThat(look).isCompleted();
        assertThat(ran).isEmpty();
        queued.remove(0).run();
        assertThat(ran).containsExactly("cancelled");
    }

    @Test
    void close_cancelsChecksUnderWayAndToCome() {
        List<String> ran = new ArrayList<>();
        CompletableFuture<Observation> answer = new CompletableFuture<>();
        CompletableFuture<CheckRunner.Look> look = runner.run(target, request -> {
            request.onCancel(() -> ran.add("cancelled"));
            return answer;
        });

        runner.close();
        answer.completeExceptionally(new IOException("closed by the cancellation"));

        assertThat(ran).containsExactly("cancelled");
        assertThat(found(look)).isInstanceOf(Observation.MonitorFault.class);
        assertThat(found(runner.run(target, request -> {
                    ran.add("started");
                    return answer;
                })))
                .isInstanceOf(Observation.MonitorFault.class);
        assertThat(ran).doesNotContain("started");
        assertThat(time.pending()).isZero();
    }
}
