package io.healthmon.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemTimersTest {

    private final SystemTimers timers = new SystemTimers("timers-under-test");

    @AfterEach
    void close() {
        timers.close();
    }

    private static void passed(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tasks_runOnTheNamedDaemonThreadInTheOrderOfTheirMoments() throws InterruptedException {
        List<String> ran = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        timers.after(Duration.ofMillis(60), () -> {
            ran.add(Thread.currentThread().getName() + Thread.currentThread().isDaemon());
            done.countDown();
        });
        timers.after(Duration.ofMillis(30), () -> ran.add("sooner, though set later"));
        timers.after(Duration.ofMillis(-5), () -> ran.add("at once"));

        passed(done);
        assertThat(ran).containsExactly("at once", "sooner, though set later", "timers-under-testtrue");
    }

    @Test
    void task_thatThrowsOrInterrupts_harmsNoOther() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        timers.after(Duration.ZERO, () -> {
            throw new AssertionError("thrown by the test");
        });
        AtomicBoolean interrupted = new AtomicBoolean();
        timers.after(Duration.ZERO, () -> Thread.currentThread().interrupt());
        timers.after(Duration.ofMillis(5), () -> {
            interrupted.set(Thread.currentThread().isInterrupted());
            done.countDown();
        });

        passed(done);
        assertThat(interrupted).isFalse();
    }

    @Test
    void close_forgetsAllTasksAndEndsTheThread() {
        AtomicInteger ran = new AtomicInteger();
        AtomicBoolean closing = new AtomicBoolean();
        timers.after(Duration.ZERO, () -> {
            await().untilTrue(closing);
            timers.close();
        });
        timers.after(Duration.ZERO, ran::incrementAndGet);
        Timers.Timeout later = timers.after(Duration.ofMillis(1), ran::incrementAndGet);

        closing.set(true);
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("timers-under-test")));

        timers.after(Duration.ZERO, ran::incrementAndGet).cancel();
        later.cancel();
        timers.close();
        assertThat(ran).hasValue(0);
    }

    @Test
    void delay_beyondWhatALongHolds_isForEver() {
        AtomicInteger ran = new AtomicInteger();
        Timers.Timeout timeout = timers.after(Duration.ofSeconds(Long.MAX_VALUE), ran::incrementAndGet);
        timeout.cancel();
        timeout.cancel();
        assertThat(ran).hasValue(0);
    }

    @Test
    void cancelledTask_isNotHeld_norOneThatRan() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Ballast cancelled = new Ballast(done);
        Ballast ran = new Ballast(done);
        WeakReference<Ballast> cancelledOnesTask = new WeakReference<>(cancelled);
        WeakReference<Ballast> taskThatRan = new WeakReference<>(ran);
        Timers.Timeout farTimeout = timers.after(Duration.ofDays(1), cancelled);
        Timers.Timeout nearTimeout = timers.after(Duration.ZERO, ran);
        cancelled = null;
        ran = null;

        farTimeout.cancel();
        passed(done);

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            System.gc();
            return cancelledOnesTask.get() == null && taskThatRan.get() == null;
        });
        nearTimeout.cancel();
    }

    private record Ballast(CountDownLatch done) implements Runnable {
        @Override
        public void run() {
            done.countDown();
        }
    }

    /**
     * Four threads set 25,000 timers each and cancel every other one, half of these from another thread: each runs once or not at all,
     * never early, and as told by its cancellation.
     */
    @Test
    void aHundredThousandTimers_setAndCancelledFromManyThreads_runOnceAndNeverEarly() throws InterruptedException {
        int threads = 4;
        int each = 25_000;
        AtomicLongArray ranAt = new AtomicLongArray(threads * each);
        long[] dueAt = new long[threads * each];
        CountDownLatch kept = new CountDownLatch(threads * each / 2);
        AtomicInteger twice = new AtomicInteger();
        List<Thread> setters = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int first = t * each;
            setters.add(new Thread(() -> {
                for (int i = first; i < first + each; i++) {
                    int number = i;
                    boolean keep = i % 2 == 0;
                    // Those to be cancelled are far enough ahead not to have run before.
                    long nanos = ThreadLocalRandom.current().nextLong(keep ? 300_000_000L : 1_000_000_000L);
                    nanos += keep ? 0 : Duration.ofHours(1).toNanos();
                    dueAt[number] = System.nanoTime() + nanos;
                    Timers.Timeout timeout = timers.after(Duration.ofNanos(nanos), () -> {
                        if (!ranAt.compareAndSet(number, 0, System.nanoTime())) {
                            twice.incrementAndGet();
                        }
                        if (keep) {
                            kept.countDown();
                        }
                    });
                    if (i % 4 == 1) {
                        timeout.cancel();
                    } else if (i % 4 == 3) {
                        timers.after(Duration.ZERO, timeout::cancel);
                    }
                }
            }));
        }
        setters.forEach(Thread::start);
        for (Thread setter : setters) {
            setter.join();
        }
        passed(kept);

        assertThat(twice).hasValue(0);
        long[] late = new long[threads * each / 2];
        for (int i = 0; i < dueAt.length; i++) {
            if (i % 2 == 0) {
                late[i / 2] = ranAt.get(i) - dueAt[i];
            } else {
                assertThat(ranAt.get(i)).as("a cancelled timer").isZero();
            }
        }
        Arrays.sort(late);
        System.out.printf(
                "50,000 timers in 300 ms, late ms p50 %.2f p99 %.2f max %.2f%n",
                late[late.length / 2] / 1e6, late[(int) (late.length * 0.99)] / 1e6, late[late.length - 1] / 1e6);
        assertThat(late[0]).as("the earliest, ns late").isNotNegative();
    }

    @Test
    void timersSetWhileTheThreadSleeps_wakeIt() throws InterruptedException {
        timers.after(Duration.ofHours(1), () -> {});
        for (int i = 0; i < 200; i++) {
            CountDownLatch ran = new CountDownLatch(1);
            timers.after(i % 2 == 0 ? Duration.ZERO : Duration.ofNanos(10_000), ran::countDown);
            passed(ran);
        }
    }
}
