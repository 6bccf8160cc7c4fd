package io.healthmon.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.notify.StormBreaker.Permit;
import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StormBreakerTest {

    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final long SECOND = 1_000_000_000;

    private final StormBreaker breaker = new StormBreaker(2, INTERVAL);

    @Test
    void burst_thenLater_thenOneDigest() {
        for (int i = 0; i < 2; i++) {
            assertThat(breaker.permit(0)).isEqualTo(Permit.SINGLE);
            breaker.single(0, false);
        }
        assertThat(breaker.permit(SECOND)).isEqualTo(Permit.LATER);
        assertThat(breaker.ends()).isEqualTo(30 * SECOND);
        assertThat(breaker.permit(30 * SECOND)).isEqualTo(Permit.DIGEST);
        breaker.digest(30 * SECOND, false);
        assertThat(breaker.permit(31 * SECOND)).isEqualTo(Permit.LATER);
        assertThat(breaker.permit(60 * SECOND)).isEqualTo(Permit.DIGEST);
    }

    @Test
    void intervalInWhichNothingHadToWait_endsTheStorm() {
        breaker.single(0, true);
        breaker.single(0, false);

        assertThat(breaker.permit(30 * SECOND)).isEqualTo(Permit.SINGLE);
        breaker.single(30 * SECOND, false);
        assertThat(breaker.owesCritical()).isTrue();
    }

    @Test
    void firstCritical_isOwedOnceAStorm() {
        breaker.single(0, false);
        breaker.single(0, false);
        assertThat(breaker.permit(SECOND)).isEqualTo(Permit.LATER);
        assertThat(breaker.owesCritical()).isTrue();
        breaker.single(SECOND, true);

        assertThat(breaker.permit(2 * SECOND)).isEqualTo(Permit.LATER);
        assertThat(breaker.owesCritical()).isFalse();
        breaker.digest(30 * SECOND, false);
        assertThat(breaker.owesCritical()).isFalse();
    }

    /** Clocks have an arbitrary origin: the numbers may go from the highest to the lowest. */
    @Property(tries = 500)
    void messages_areFew_andNoneWaitsLongerThanAnInterval(@ForAll long seed, @ForAll long origin) {
        Random lot = new Random(seed);
        StormBreaker storms = new StormBreaker(3, INTERVAL);
        long now = 0;
        long waitingSince = -1;
        long lastDigest = Long.MIN_VALUE / 2;
        int sentInInterval = 0;
        long intervalBegan = 0;
        for (int i = 0; i < 300; i++) {
            now += lot.nextInt(4) == 0 ? lot.nextLong(40 * SECOND) : lot.nextLong(SECOND);
            switch (storms.permit(origin + now)) {
                case SINGLE -> {
                    storms.single(origin + now, false);
                    waitingSince = -1;
                    if (now - intervalBegan >= INTERVAL.toNanos()) {
                        intervalBegan = now;
                        sentInInterval = 0;
                    }
                    sentInInterval++;
                    assertThat(sentInInterval).isLessThanOrEqualTo(6);
                }
                case LATER -> {
                    waitingSince = waitingSince < 0 ? now : waitingSince;
                    assertThat(origin + now - storms.ends()).isNegative();
                    assertThat(storms.ends() - origin - waitingSince).isLessThanOrEqualTo(INTERVAL.toNanos());
                }
                case DIGEST -> {
                    assertThat(now - lastDigest).isGreaterThanOrEqualTo(INTERVAL.toNanos());
                    lastDigest = now;
                    waitingSince = -1;
                    storms.digest(origin + now, false);
                }
            }
        }
    }
}
