package io.healthmon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {

    private static final long ORIGIN = Long.MAX_VALUE - 1_000_000_000L; // System.nanoTime may overflow
    private static final long SECOND = 1_000_000_000;

    private final Pace pace = new Pace(Pace.FIRST);

    private void services(int count, Duration interval) {
        IntStream.range(0, count).forEach(i -> pace.add(interval));
    }

    /** When the turn comes of a slot that is due then, both in nanoseconds after the beginning. */
    private long turn(long due) {
        return due + pace.untilTurn(ORIGIN + due).toNanos();
    }

    @Test
    void firstSlot_hasTheMachineForItself() {
        services(12, Duration.ofSeconds(30));

        assertThat(turn(0)).isZero();
        assertThat(turn(1_000_000)).isEqualTo(Pace.FIRST.toNanos());
        assertThat(turn(2_000_000)).isEqualTo(Pace.FIRST.plusMillis(10).toNanos());
        assertThat(turn(2 * SECOND)).isEqualTo(2 * SECOND);
    }

    /** The largest number of turns in any 100 ms over that of slots. */
    private static double herd(List<Long> turns, double slotsPerSecond) {
        turns.sort(null);
        int largest = 0;
        int first = 0;
        for (int last = 0; last < turns.size(); last++) {
            while (turns.get(last) - turns.get(first) >= SECOND / 10) {
                first++;
            }
            largest = Math.max(largest, last - first + 1);
        }
        return largest / (slotsPerSecond / 10);
    }

    @ParameterizedTest
    @ValueSource(ints = {10_000, 30_000, 100_000})
    void slots_afterAStartOrAStall_makeNoHerd(int services) {
        services(services, Duration.ofSeconds(30));
        double perSecond = services / 30.0;
        Random random = new Random(services);
        List<Long> turns = new ArrayList<>();
        random.longs((long) (perSecond * 20), 0, 20 * SECOND)
                .map(due -> due < SECOND ? SECOND : due > 9 * SECOND && due < 11 * SECOND ? 11 * SECOND : due)
                .sorted()
                .forEach(due -> turns.add(turn(due)));

        assertThat(herd(turns, perSecond)).isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 10_000, 100_000})
    void slots_thatAreSpread_waitForNothingToSpeakOf(int services) {
        services(services, Duration.ofSeconds(30));
        turn(0);
        Random random = new Random(services);
        long late = random.longs(services, 2 * SECOND, 32 * SECOND)
                .map(due -> due - due % 5_000_000)
                .sorted()
                .filter(due -> turn(due) - due > 5_000_000)
                .count();

        assertThat(late).isLessThan(services / 100);
    }

    @Test
    void services_thatAreFew_wait10MillisecondsForEachOtherAtMost() {
        services(20, Duration.ofSeconds(30));
        turn(0);

        List<Long> waits = IntStream.range(0, 20)
                .mapToObj(i -> turn(5 * SECOND) - 5 * SECOND)
                .toList();

        assertThat(waits.subList(0, 9)).containsOnly(0L);
        assertThat(waits.get(19)).isEqualTo(110_000_000L);
    }

    @Test
    void services_thatLeave_slowTheOthers() {
        services(10_000, Duration.ofSeconds(1));
        IntStream.range(0, 10_000).forEach(i -> pace.remove(Duration.ofSeconds(1)));
        turn(0);

        for (int i = 0; i < 9; i++) {
            assertThat(turn(5 * SECOND)).isEqualTo(5 * SECOND);
        }
        assertThat(turn(5 * SECOND)).isEqualTo(5 * SECOND + 10_000_000);
    }
}
