package io.healthmon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.time.ManualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PulseTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualTime time = new ManualTime();
    private final Pulse pulse = new Pulse(time, time);

    @Test
    void threadsThatRun_areNotHeldUp_andAreAskedOnlyWhileChecksAreUnderWay() {
        pulse.watch(Runnable::run);
        long start = time.nanos();
        assertThat(time.pending()).isZero();

        pulse.checkBegins();
        time.advance(SECOND);
        assertThat(pulse.heldUpSince(start)).isZero();
        assertThat(time.pending()).isEqualTo(1);

        pulse.checkEnds();
        time.advance(SECOND);
        assertThat(time.pending()).isZero();
    }

    @Test
    void threadThatIsStuck_isHeldUpSinceItsSignWasDue_whetherItHasComeOrNot() {
        Queue<Runnable> stuck = new ArrayDeque<>();
        pulse.watch(stuck::add);
        long start = time.nanos();
        pulse.checkBegins();
        time.advance(SECOND);
        assertThat(pulse.heldUpSince(start)).isEqualTo(SECOND.minus(Pulse.BEAT));

        stuck.remove().run();
        assertThat(pulse.heldUpSince(start)).isEqualTo(SECOND.minus(Pulse.BEAT));
        assertThat(pulse.heldUpSince(start + SECOND.toNanos() / 2)).isEqualTo(SECOND.dividedBy(2));
        assertThat(pulse.heldUpSince(time.nanos())).isZero();
    }

    @Test
    void twoThatAreStuckAtOnce_areHeldUpForOneTime() {
        pulse.watch(task -> {});
        pulse.watch(task -> {});
        long start = time.nanos();
        pulse.checkBegins();
        time.advance(SECOND);

        assertThat(pulse.heldUpSince(start)).isEqualTo(SECOND.minus(Pulse.BEAT));
    }

    @Test
    void twoThatAreStuckOneAfterTheOther_addUp_sinceACheckWaitsForBoth() {
        Queue<Runnable> one = new ArrayDeque<>();
        Queue<Runnable> other = new ArrayDeque<>();
        AtomicBoolean first = new AtomicBoolean(true);
        pulse.watch(task -> hold(task, one, first.get()));
        pulse.watch(task -> hold(task, other, !first.get()));
        long start = time.nanos();
        pulse.checkBegins();
        time.advance(SECOND);
        first.set(false);
        one.remove().run();
        time.advance(SECOND);

        assertThat(pulse.heldUpSince(start))
                .isGreaterThanOrEqualTo(SECOND.multipliedBy(2).minus(Pulse.BEAT.multipliedBy(2)));
        assertThat(pulse.heldUpSince(start)).isLessThan(SECOND.multipliedBy(2));
    }

    private static void hold(Runnable task, Queue<Runnable> stuck, boolean held) {
        if (held) {
            stuck.add(task);
        } else {
            task.run();
        }
    }

    /** A machine that slept, or a process that was stopped: its timers come late too. */
    @Test
    void jumpOfTheMonotonicClock_isATimeInWhichNothingWasHeard() {
        pulse.watch(Runnable::run);
        long start = time.nanos();
        pulse.checkBegins();
        time.advance(Duration.ofMillis(50));
        time.advanceMonotonic(SECOND);

        assertThat(pulse.heldUpSince(start)).isEqualTo(Duration.ofMillis(950));
    }
}
