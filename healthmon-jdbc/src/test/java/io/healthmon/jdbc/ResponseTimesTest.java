package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.store.Latencies;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseTimesTest {

    private static final Percentage ONE_PER_CENT = Percentage.withPercentage(1);

    static ResponseTimes of(List<Integer> millis) {
        ResponseTimes times = new ResponseTimes();
        millis.forEach(times::add);
        return times;
    }

    /** Those of some checks are what they are within one per cent, by nearest rank. */
    static void assertAreThoseOf(Latencies latencies, List<Integer> millis) {
        assertThat(latencies.checks()).isEqualTo(millis.size());
        if (!millis.isEmpty()) {
            List<Integer> sorted = millis.stream().sorted().toList();
            assertThat(latencies.p50()).isCloseTo(rank(sorted, 50), ONE_PER_CENT);
            assertThat(latencies.p95()).isCloseTo(rank(sorted, 95), ONE_PER_CENT);
            assertThat(latencies.p99()).isCloseTo(rank(sorted, 99), ONE_PER_CENT);
            assertThat(latencies.max()).isCloseTo(rank(sorted, 100), ONE_PER_CENT);
        }
    }

    private static int rank(List<Integer> sorted, int percent) {
        return sorted.get((sorted.size() * percent + 99) / 100 - 1);
    }

    @Provide
    Arbitrary<List<Integer>> times() {
        Arbitrary<Integer> usual = Arbitraries.integers().between(0, 300);
        Arbitrary<Integer> long_ = Arbitraries.integers().between(0, Integer.MAX_VALUE);
        return Arbitraries.oneOf(usual, usual, long_).list().ofMaxSize(200);
    }

    @Property
    void percentiles_areWithinOnePerCent_alsoAfterBeingStored(@ForAll("times") List<Integer> millis) {
        ResponseTimes times = of(millis);
        assertAreThoseOf(times.latencies(), millis);
        assertThat(ResponseTimes.of(times.bytes()).latencies()).isEqualTo(times.latencies());
    }

    @Property
    void sum_isWhatBothTookTogether(@ForAll("times") List<Integer> some, @ForAll("times") List<Integer> others) {
        ResponseTimes sum = ResponseTimes.of(of(some).bytes());
        sum.add(ResponseTimes.of(of(others).bytes()));
        List<Integer> all = IntStream.concat(
                        some.stream().mapToInt(i -> i), others.stream().mapToInt(i -> i))
                .boxed()
                .toList();
        assertThat(sum.latencies()).isEqualTo(of(all).latencies());
        assertThat(sum.bytes()).isEqualTo(of(all).bytes());
    }

    @Property
    void anyBytes_areReadWithoutHarm(@ForAll byte[] bytes, @ForAll boolean asOurs) {
        if (asOurs && bytes.length > 0) {
            bytes[0] = 1;
        }
        ResponseTimes times = ResponseTimes.of(bytes);
        times.add(of(List.of(5)));
        assertThat(times.latencies().p50()).isNotNegative();
        assertThat(times.latencies().max()).isNotNegative();
    }

    @Test
    void none_isNull() {
        assertThat(new ResponseTimes().bytes()).isNull();
        assertThat(ResponseTimes.of(null).latencies()).isEqualTo(Latencies.NONE);
        assertThat(ResponseTimes.of(new byte[0]).latencies()).isEqualTo(Latencies.NONE);
    }

    @Test
    void damaged_countsAsNone() {
        byte[] bytes = of(List.of(1, 200, 3_000, 3_000, 40_000)).bytes();
        bytes[0] = 9;
        assertThat(ResponseTimes.of(bytes).latencies()).isEqualTo(Latencies.NONE);
    }

    @Test
    void negative_countsAsNothing() {
        assertThat(of(List.of(-5)).latencies()).isEqualTo(new Latencies(1, 0, 0, 0, 0));
    }

    /** Of checks every 30 s, whose times lie around a median as those of real services do. */
    @ParameterizedTest
    @CsvSource({"120, 6, 0.4, 25", "120, 20, 0.5, 60", "120, 150, 0.8, 120", "2880, 20, 0.5, 160", "2880, 150, 0.8, 700"
    })
    void anHourAndADay_takeFewBytes(int checks, double median, double spread, int bytes) {
        Random random = new Random(20261124);
        List<Integer> millis = IntStream.range(0, checks)
                .mapToObj(i -> (int) (median * Math.exp(spread * random.nextGaussian())))
                .toList();
        assertThat(of(millis).bytes()).hasSizeLessThanOrEqualTo(bytes);
    }
}
