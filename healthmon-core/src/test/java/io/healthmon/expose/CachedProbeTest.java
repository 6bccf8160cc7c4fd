package io.healthmon.expose;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CachedProbeTest {

    private final SteppedClock clock = new SteppedClock();
    private final Queue<Runnable> started = new ArrayDeque<>();
    private final AtomicInteger calls = new AtomicInteger();

    private final CachedProbe<String> probe = new CachedProbe<>(
            "database",
            () -> "answer " + calls.incrementAndGet(),
            "thrown",
            "late",
            new CachedProbe.Settings(Duration.ofSeconds(5), Duration.ofSeconds(1), clock),
            started::add);

    /** Whoever waits is woken while the call's thread has still a few steps to go; it must not count as running for them. */
    @Test
    void outcome_askedTheMomentTheLastIsKnownAndTheCacheTimeIsOver_isOfANewCall() {
        CompletableFuture<CompletableFuture<String>> second = probe.outcome().thenApply(first -> {
            clock.step(Duration.ofSeconds(1));
            return probe.outcome();
        });
        started.remove().run();
        assertThat(started).hasSize(1);

        started.remove().run();

        assertThat(second.join()).isCompletedWithValue("answer 2");
    }
}
