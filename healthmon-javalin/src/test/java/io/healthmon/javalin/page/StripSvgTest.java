package io.healthmon.javalin.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.view.RecentChecks.Bar;
import io.healthmon.view.RecentChecks.Strip;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StripSvgTest {

    private static Bar bar(HealthStatus status, int millis) {
        return new Bar(Optional.of(status), millis, Instant.EPOCH);
    }

    private static final Bar GAP = new Bar(Optional.empty(), 0, Instant.EPOCH);

    private static String path(StripSvg strip, StripSvg.Kind kind) {
        return strip.paths().stream()
                .filter(path -> path.kind() == kind)
                .map(StripSvg.Path::d)
                .findFirst()
                .orElse("");
    }

    @Test
    void noChecks_areNoBars_andSaySo() {
        StripSvg strip = StripSvg.of(List.of(), 60);
        assertThat(strip.paths()).isEmpty();
        assertThat(strip.width()).isEqualTo(360);
        assertThat(strip.label()).isEqualTo("not checked yet");
    }

    @Test
    void eachStatus_hasItsForm_notOnlyItsColour() {
        StripSvg strip = StripSvg.of(
                List.of(
                        bar(HealthStatus.HEALTHY, 10),
                        bar(HealthStatus.DEGRADED, 10),
                        bar(HealthStatus.UNHEALTHY, 10),
                        bar(HealthStatus.UNKNOWN, 10),
                        GAP),
                5);
        assertThat(path(strip, StripSvg.Kind.OK)).isEqualTo("M0 9h5v21h-5z");
        assertThat(path(strip, StripSvg.Kind.DEG)).isEqualTo("M6 9h5v21h-5z");
        assertThat(path(strip, StripSvg.Kind.CAP)).isEqualTo("M6 0h5v3h-5z");
        assertThat(path(strip, StripSvg.Kind.BAD)).isEqualTo("M12 0h5v30h-5z");
        assertThat(path(strip, StripSvg.Kind.UNK)).isEqualTo("M18.5 .5h4v29h-4z");
        assertThat(path(strip, StripSvg.Kind.GAP)).isEqualTo("M24 28h5v2h-5z");
        assertThat(strip.label())
                .isEqualTo("the last 5 checks: 1 healthy, 1 degraded, 1 unknown, 1 unhealthy, 1 not observed");
    }

    @Test
    void fewerChecksThanThereIsRoomFor_standOnTheRight() {
        assertThat(path(StripSvg.of(List.of(bar(HealthStatus.HEALTHY, 10)), 60), StripSvg.Kind.OK))
                .startsWith("M354 ");
    }

    @Test
    void slowerCheck_isTaller_andNoneIsTallerThanTheStrip() {
        List<Bar> bars = List.of(
                bar(HealthStatus.HEALTHY, 0),
                bar(HealthStatus.HEALTHY, 50),
                bar(HealthStatus.HEALTHY, 100),
                bar(HealthStatus.HEALTHY, 1_000_000_000));
        Strip strip = new Strip(bars);
        List<Integer> heights = bars.stream()
                .map(bar -> (Integer) StripSvg.bar(bar, strip).get(1))
                .toList();
        assertThat(heights).isSorted().allMatch(height -> height >= 6 && height <= StripSvg.HEIGHT);
    }

    @Test
    void checksOfOneKind_areOnePath() {
        List<Bar> bars = Collections.nCopies(60, bar(HealthStatus.HEALTHY, 10));
        assertThat(StripSvg.of(bars, 60).paths()).hasSize(1);
    }
}
