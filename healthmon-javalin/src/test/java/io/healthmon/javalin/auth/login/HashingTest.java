package io.healthmon.javalin.auth.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.healthmon.javalin.wire.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HashingTest {

    private final Hashing hashing = new Hashing("test");
    private final CountDownLatch hold = new CountDownLatch(1);

    private String held() {
        try {
            return hold.await(30, TimeUnit.SECONDS) ? "done" : "late";
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void twoAtATime_aFewWait_andTheRestIsSentAway() {
        List<CompletableFuture<String>> accepted = new ArrayList<>();
        for (int i = 0; i < 18; i++) {
            accepted.add(hashing.run(this::held));
        }
        CompletableFuture<String> tooMany = hashing.run(this::held);

        assertThat(accepted).noneMatch(CompletableFuture::isDone);
        assertThatThrownBy(tooMany::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(Problem.class)
                .satisfies(thrown ->
                        assertThat(((Problem) thrown.getCause()).status()).isEqualTo(429));
        hold.countDown();
        assertThat(accepted).allSatisfy(one -> assertThat(one.join()).isEqualTo("done"));
    }
}
