package io.healthmon.javalin.auth.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.time.ManualTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrakeTest {

    private static final List<String> ANNA = List.of(Brake.account("anna"));

    private final ManualTime time = new ManualTime();
    private final SwitchableAccess access = new SwitchableAccess();
    private final Brake brake = new Brake(access.store(), time);

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            brake.failed(ANNA);
        }
    }

    @Test
    void fiveFailures_areFree_thenTheWaitDoubles_upToAQuarterOfAnHour() {
        fail(4);
        assertThat(brake.wait(ANNA)).isEmpty();
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900}) {
            fail(1);
            assertThat(brake.wait(ANNA)).hasValue(Duration.ofSeconds(seconds));
            time.advance(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(brake.wait(ANNA)).hasValue(Duration.ofMillis(1));
            time.advance(Duration.ofMillis(1));
            assertThat(brake.wait(ANNA)).isEmpty();
        }
    }

    @Test
    void failures_anHourAgo_areForgotten() {
        fail(20);
        time.advance(Brake.MEMORY.plusSeconds(1));

        fail(1);
        assertThat(brake.wait(ANNA)).isEmpty();
    }

    @Test
    void success_startsAnew() {
        fail(20);
        brake.succeeded(ANNA.get(0));

        assertThat(brake.wait(ANNA)).isEmpty();
        assertThat(access.elsewhere().failures(ANNA.get(0))).isEmpty();
    }

    @Test
    void failures_elsewhere_countHere() {
        for (int i = 0; i < 10; i++) {
            access.elsewhere().failed(ANNA.get(0), time.wall(), time.wall().minusSeconds(60));
        }
        assertThat(brake.wait(ANNA)).hasValue(Duration.ofSeconds(32));
    }

    @Test
    void tryThatHasToWait_costsTheStoreNothing() {
        fail(10);
        int before = access.asked();

        for (int i = 0; i < 1_000; i++) {
            assertThat(brake.wait(ANNA)).isPresent();
        }
        assertThat(access.asked()).isEqualTo(before);
    }

    @Test
    void brake_holdsWhileTheStoreIsAway() {
        fail(3);
        access.away(true);
        assertThat(brake.wait(ANNA)).isEmpty();
        fail(3);
        assertThat(brake.wait(ANNA)).hasValue(Duration.ofSeconds(2));

        brake.succeeded(ANNA.get(0));
        assertThat(brake.wait(ANNA)).isEmpty();
    }

    @Test
    void clockThatIsSetBack_makesNoWaitLonger() {
        fail(6);
        time.jumpWall(Duration.ofDays(-1));

        assertThat(brake.wait(ANNA)).hasValue(Duration.ofSeconds(2));
    }

    @Test
    void account_isTheSameInAnyCase_andWhatWasTypedIsNotKept() {
        assertThat(Brake.account("ANNA")).isEqualTo(Brake.account("anna")).doesNotContain("anna");
    }

    @Test
    void longestWait_ofSeveral_counts() {
        brake.failed(List.of("a"));
        for (int i = 0; i < 7; i++) {
            brake.failed(List.of("b"));
        }
        assertThat(brake.wait(List.of("a", "b", "c"))).hasValue(Duration.ofSeconds(4));
    }
}
