package io.healthmon.javalin.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.time.MonitorClock;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final long SECOND = 1_000_000_000L;

    private final ManualClock clock = new ManualClock();

    private static final class ManualClock implements MonitorClock {
        private long nanos;

        @Override
        public Instant wall() {
            return Instant.EPOCH;
        }

        @Override
        public long nanos() {
            return nanos;
        }
    }

    private long allowed(RateLimit limit, String caller, int tries) {
        return IntStream.range(0, tries).filter(i -> limit.allows(caller)).count();
    }

    @Test
    void caller_tooFast_isStoppedAndComesBack() {
        RateLimit limit = new RateLimit(clock, 10, 20, 100);

        assertThat(allowed(limit, "a", 50)).isEqualTo(20);
        clock.nanos += SECOND;
        assertThat(allowed(limit, "a", 50)).isEqualTo(10);
        clock.nanos += 3600 * SECOND;
        assertThat(allowed(limit, "a", 50)).isEqualTo(20);
    }

    @Test
    void callers_doNotShareTheirTokens() {
        RateLimit limit = new RateLimit(clock, 10, 20, 100);

        allowed(limit, "a", 50);

        assertThat(limit.allows("b")).isTrue();
    }

    @Test
    void callers_beyondTheBound_areForgottenOldestFirst() {
        RateLimit limit = new RateLimit(clock, 10, 1, 2);
        limit.allows("a");
        limit.allows("b");
        limit.allows("c");

        assertThat(limit.allows("c")).isFalse();
        assertThat(limit.allows("b")).isFalse();
        assertThat(limit.allows("a")).isTrue();
    }

    @Test
    void validKey_hundredPerSecond_isNeverStopped() {
        RateLimit limit = new RateLimit(clock, Gate.PER_SECOND, 2 * Gate.PER_SECOND, 100);

        for (int second = 0; second < 60; second++) {
            assertThat(allowed(limit, "key", 100)).isEqualTo(100);
            clock.nanos += SECOND;
        }
    }
}
