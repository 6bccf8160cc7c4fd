package io.healthmon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FlushesTest {

    private final Flushes flushes = new Flushes();

    @Test
    void waiters_areToldOnceTheirNumberIsSettled() {
        CompletableFuture<Void> first = flushes.await(2);
        CompletableFuture<Void> second = flushes.await(3);

        flushes.settled(1);
        assertThat(first).isNotDone();
        flushes.settled(2);

        assertThat(first).isCompleted();
        assertThat(second).isNotDone();
    }

    @Test
    void close_tellsThoseWhoWaitAndWillWait() {
        CompletableFuture<Void> before = flushes.await(1);

        flushes.close(new IllegalStateException("closed"));

        assertThat(before).isCompletedExceptionally();
        assertThat(flushes.await(1)).isCompletedExceptionally();
    }
}
