package io.healthmon.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.healthmon.HealthTarget;
import io.healthmon.target.Flapping;
import io.healthmon.target.Thresholds;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One alert is held open where there would be many. */
class FlapsTest {

    private static final HealthTarget FLAPPING = History.target(Thresholds.DEFAULT, History.flapping(30, 25));
    private static final HealthTarget PLAIN = History.target(1, 1, 3);

    private static Trail trail(int changes) {
        return new Trail(List.of(), changes, Trail.WINDOW, Optional.empty());
    }

    /** As the formula reads: the weight of a change rises from 0.8 to 1.2. */
    private static double byTheFormula(int changes) {
        return IntStream.range(0, 20)
                .filter(age -> (changes >> age & 1) == 1)
                .mapToDouble(age -> 100 * (1.2 - 0.4 * age / 19) / 20)
                .sum();
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "524288", "1048575", "699050", "349525", "7", "917504", "123456"})
    void percent_isTheWeightedShareOfChanges(int changes) {
        assertThat(Flaps.percent(trail(changes))).isCloseTo(byTheFormula(changes), within(1e-9));
    }

    @Test
    void percent_ofChangesAtEachCheck_is100() {
        assertThat(Flaps.percent(trail(0xFFFFF))).isEqualTo(100);
        assertThat(Flaps.percent(trail(1))).isEqualTo(6);
        assertThat(Flaps.percent(trail(1 << 19))).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        // The five newest weigh 28.9 %, the five oldest 21.1 %.
        "0b00000000000000011111, 29, false, false",
        "0b00000000000000011111, 28, false, true",
        "0b00000000000000011111, 29, true, false",
        "0b00000000000000011111, 28, true, true",
        "0b11111000000000000000, 21, false, true",
        "0b11111000000000000000, 22, true, false",
    })
    void flapping_beginsAboveHigh_andEndsBelowLow(String bits, int bound, boolean already, boolean flaps) {
        Trail trail = trail(Integer.parseInt(bits.substring(2), 2));
        HealthTarget target = History.target(Thresholds.DEFAULT, History.flapping(bound, bound));

        assertThat(Flaps.flaps(target, trail, already)).isEqualTo(flaps);
    }

    @Test
    void flapping_beforeTwentyChecksAreKnown_isNotJudged() {
        Trail few = new Trail(List.of(), 0xFFFFF, Trail.WINDOW - 1, Optional.empty());

        assertThat(Flaps.flaps(FLAPPING, few, true)).isFalse();
        assertThat(Flaps.flaps(FLAPPING, trail(0xFFFFF), false)).isTrue();
        assertThat(Flaps.flaps(PLAIN, trail(0xFFFFF), true)).isFalse();
    }

    @Test
    void service_thatFlaps_hasOneAlertWhereThereWouldBeMany() {
        String calm = "h".repeat(20);
        String restless = "uh".repeat(20);
        History plain = new History().then(PLAIN, calm + restless + calm);
        History held = new History().then(FLAPPING, calm + restless + calm);

        assertThat(plain.transitions().stream().filter(its -> its.kind() == Transition.Kind.TRIGGERED))
                .hasSize(20);
        assertThat(held.letters()).isEqualTo(".".repeat(20) + "TRTRTC" + ".".repeat(34 + 14) + "R" + ".".repeat(5));
    }

    @Test
    void alert_whileItsServiceFlaps_saysSoWithoutNumbersAndFollowsItsStatus() {
        History history = new History().then(FLAPPING, "h".repeat(20) + "uhuhuhuh");
        Alert begun = history.state().activeAlert().orElseThrow();
        assertThat(begun.flapping()).isTrue();
        assertThat(begun.message()).isEqualTo("Service api is unhealthy and flapping: it says so");
        Transition beginning = history.transitions().get(history.transitions().size() - 1);
        assertThat(beginning.kind()).isEqualTo(Transition.Kind.CHANGED);
        assertThat(beginning.why().rule()).isEqualTo("flapping");
        assertThat(beginning.why().facts())
                .containsEntry("flapping.high", "30 %")
                .containsEntry("flapping.low", "25 %")
                .containsEntry("was", "unhealthy")
                .containsEntry("is", "unhealthy");

        history.then(FLAPPING, "d");

        assertThat(history.state().activeAlert().orElseThrow().message())
                .isEqualTo("Service api is degraded and flapping: it says so");
    }

    @Test
    void flapping_thatEndsWhileTheServiceFails_isToldAndTheAlertGoesOn() {
        History history = new History().then(FLAPPING, "h".repeat(20) + "uhuhuhuhu" + "u".repeat(20));

        Transition end = history.transitions().get(history.transitions().size() - 1);
        assertThat(end.kind()).isEqualTo(Transition.Kind.CHANGED);
        assertThat(end.reason()).contains("does not flap any more");
        assertThat(history.state().activeAlert()).hasValueSatisfying(alert -> {
            assertThat(alert.flapping()).isFalse();
            assertThat(alert.message()).isEqualTo("Service api is unhealthy: it says so");
        });
        assertThat(history.then(FLAPPING, "h").state().activeAlert()).isEmpty();
    }

    @Test
    void flapping_thatEndsWithTooFewHealthyChecks_isToldAndResolvesLater() {
        HealthTarget patient = History.target(new Thresholds(1, 18, 3), History.flapping(30, 25));
        History history = new History().then(patient, "h".repeat(20) + "uhuhuhuh" + "h".repeat(16));

        assertThat(history.state().activeAlert()).hasValueSatisfying(alert -> {
            assertThat(alert.flapping()).isFalse();
            assertThat(alert.message()).isEqualTo("Service api is unhealthy: it says so");
        });

        history.then(patient, "h");

        assertThat(history.state().activeAlert()).isEmpty();
    }

    @Test
    void rule_thatIsTakenAway_endsTheFlapping() {
        History history = new History().then(FLAPPING, "h".repeat(20) + "uh".repeat(6));
        assertThat(history.state().activeAlert().orElseThrow().flapping()).isTrue();

        history.then(PLAIN, "h");

        assertThat(history.state().activeAlert()).isEmpty();
    }

    @Test
    void alert_thatOpensWhileItsServiceFlaps_saysSoAtOnce() {
        HealthTarget thrice = History.target(new Thresholds(3, 1, 3), History.flapping(30, 25));
        History history = new History().then(thrice, "uh".repeat(12) + "uuu");

        assertThat(history.transitions()).singleElement().satisfies(triggered -> {
            assertThat(triggered.alert().flapping()).isTrue();
            assertThat(triggered.alert().message()).contains("and flapping");
            assertThat(triggered.why().facts()).containsKey("flapping.share");
        });
    }

    @Test
    void degradedAndUnhealthyByTurns_isNoFlapping() {
        History history = new History().then(FLAPPING, "h".repeat(20) + "du".repeat(20));

        assertThat(history.state().activeAlert().orElseThrow().flapping()).isFalse();
    }

    @Test
    void defaults_areIcingas() {
        assertThat(Flapping.DEFAULT).isEqualTo(new Flapping(30, 25));
    }
}
