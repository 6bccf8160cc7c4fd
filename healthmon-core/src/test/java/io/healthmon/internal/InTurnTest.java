package io.healthmon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InTurnTest {

    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final InTurn inTurn = new InTurn(threads::add);
    private final List<String> ran = new ArrayList<>();

    @Test
    void burst_takesOneThreadOnce_andRunsInOrder() {
        inTurn.execute(() -> {
            ran.add("first");
            inTurn.execute(() -> ran.add("given by the first"));
            ran.add("end of the first");
        });
        inTurn.execute(() -> ran.add("second"));

        assertThat(threads).hasSize(1);
        threads.remove().run();
        assertThat(ran).containsExactly("first", "end of the first", "second", "given by the first");
        assertThat(threads).isEmpty();

        inTurn.execute(() -> ran.add("later"));
        threads.remove().run();
        assertThat(ran).endsWith("later");
    }

    @Test
    void task_thatThrows_harmsNoOther() {
        inTurn.execute(() -> {
            throw new AssertionError("thrown by the test");
        });
        inTurn.execute(() -> ran.add("behind it"));

        threads.remove().run();

        assertThat(ran).containsExactly("behind it");
    }

    @Test
    void tasks_fromManyThreads_runOneAtATimeAndKeepEachGiversOrder() throws InterruptedException {
        int givers = 4;
        int each = 25_000;
        ExecutorService pool = Executors.newFixedThreadPool(2);
        InTurn onPool = new InTurn(pool);
        int[] last = new int[givers];
        int[] sum = {0};
        boolean[] disorder = {false};
        CountDownLatch given = new CountDownLatch(givers);
        for (int g = 0; g < givers; g++) {
            int giver = g;
            new Thread(() -> {
                        for (int i = 1; i <= each; i++) {
                            int number = i;
                            onPool.execute(() -> {
                                sum[0]++;
                                disorder[0] |= last[giver] != number - 1;
                                last[giver] = number;
                            });
                        }
                        given.countDown();
                    })
                    .start();
        }
        assertThat(given.await(30, TimeUnit.SECONDS)).isTrue();
        CountDownLatch done = new CountDownLatch(1);
        onPool.execute(done::countDown);
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        pool.shutdown();

        assertThat(sum[0]).as("unguarded, so none may be lost").isEqualTo(givers * each);
        assertThat(disorder[0]).isFalse();
    }
}
