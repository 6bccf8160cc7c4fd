package io.healthmon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotGridTest {

    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final long MAX_MICROS = 4_000_000_000_000_000L;

    private static Instant wall(long micros) {
        return Instant.EPOCH.plusNanos(micros * 1_000);
    }

    @Property
    void untilNext_anyTime_leadsToTheGridWithinAnInterval(
            @ForAll @AlphaChars @NumericChars @StringLength(min = 1, max = 100) String name,
            @ForAll @LongRange(min = -MAX_MICROS / 1_000, max = MAX_MICROS / 1_000) long nowMicros,
            @ForAll @LongRange(min = 1, max = 2_592_000_000L) long intervalMillis) {
        Duration interval = Duration.ofMillis(intervalMillis);
        SlotGrid grid = SlotGrid.of(name, interval);
        Instant now = wall(nowMicros);

        Duration delay = grid.untilNext(now);

        assertThat(delay).isPositive().isLessThanOrEqualTo(interval);
        assertThat(grid.untilNext(now.plus(delay)))
                .as("on a slot, the next is an interval away")
                .isEqualTo(interval);
    }

    @Property
    void phase_liesWithinTheInterval(
            @ForAll @StringLength(min = 1, max = 100) String name,
            @ForAll @LongRange(min = 1, max = 2_592_000_000L) long intervalMillis) {
        SlotGrid grid = SlotGrid.of(name, Duration.ofMillis(intervalMillis));

        assertThat(grid.phaseMicros()).isBetween(0L, intervalMillis * 1_000 - 1);
    }

    @Test
    void slots_ofAName_areTheSameOnEveryNodeAndAfterEveryRestart() {
        // Numbers, not a second call: a grid that a release moves makes all services' checks jump at once.
        assertThat(SlotGrid.of("stream-bot", INTERVAL)).isEqualTo(new SlotGrid(16_630_000, 30_000_000));
        assertThat(SlotGrid.of("discord-bot", INTERVAL)).isEqualTo(new SlotGrid(20_420_000, 30_000_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"service-%d", "svc%05d", "%d", "eu-west-1.shop.%d.internal", "node%d-exporter"})
    void herd_ofTenThousandServices_isAtMostTwiceTheEvenRate(String pattern) {
        long window = Duration.ofMillis(100).toNanos() / 1_000;
        long interval = INTERVAL.toNanos() / 1_000;
        long[] phases = IntStream.range(0, 10_000)
                .mapToLong(i -> SlotGrid.of(pattern.formatted(i), INTERVAL).phaseMicros())
                .sorted()
                .toArray();
        long[] twoRounds = Arrays.copyOf(phases, phases.length * 2);
        for (int i = 0; i < phases.length; i++) {
            twoRounds[phases.length + i] = phases[i] + interval;
        }

        int largest = 0;
        int first = 0;
        for (int last = 0; last < twoRounds.length; last++) {
            while (twoRounds[last] - twoRounds[first] >= window) {
                first++;
            }
            largest = Math.max(largest, last - first + 1);
        }

        double even = 10_000.0 * window / interval;
        assertThat((double) largest).isBetween(even, 2 * even);
    }
}
