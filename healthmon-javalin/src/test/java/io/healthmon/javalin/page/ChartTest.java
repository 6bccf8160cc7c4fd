package io.healthmon.javalin.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.healthmon.alert.Alert;
import io.healthmon.alert.Severity;
import io.healthmon.store.Latencies;
import io.healthmon.store.SeriesReader.Bucket;
import io.healthmon.store.SeriesReader.SeriesQuery;
import io.healthmon.store.StatusCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Response times as a drawing. */
class ChartTest {

    private static final Instant FROM = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant NOW = FROM.plus(Duration.ofHours(1));
    private static final SeriesQuery QUERY = new SeriesQuery("web", FROM, NOW, Duration.ofMinutes(15));
    private static final Latencies FAST = new Latencies(10, 20, 40, 50, 60);

    private static List<Bucket> buckets(Latencies... latencies) {
        List<Bucket> buckets = new ArrayList<>();
        for (Latencies its : latencies) {
            buckets.add(new Bucket(FROM.plus(Duration.ofMinutes(15L * buckets.size())), StatusCounts.NONE, its));
        }
        return buckets;
    }

    private static Chart chart(Latencies... latencies) {
        return Chart.of(QUERY, buckets(latencies), List.of(), NOW);
    }

    private static Alert alert(Severity severity, int from, int to) {
        Optional<Instant> end = to == -1 ? Optional.empty() : Optional.of(FROM.plus(Duration.ofMinutes(to)));
        return new Alert("web", severity, "Service web is unhealthy: <down>", FROM.plus(Duration.ofMinutes(from)), end);
    }

    @Test
    void lines_breakWhereNobodyMeasured() {
        Chart chart = chart(FAST, FAST, Latencies.NONE, FAST);
        assertThat(chart.p50()).matches("M102\\.5 \\S+h0L307\\.5 \\S+M717\\.5 \\S+h0");
        assertThat(Pattern.compile("z").matcher(chart.area()).results()).hasSize(2);
        assertThat(chart.empty()).isFalse();
    }

    @Test
    void height_isThatOf95Percent_theLongestLeavesTheBox() {
        Chart chart = chart(new Latencies(10, 20, 40, 50, 9_000), FAST, FAST, FAST);
        assertThat(chart.levels()).extracting(Chart.Level::text).containsExactly("20 ms", "40 ms", "60 ms", "80 ms");
        assertThat(chart.levels()).allSatisfy(level -> assertThat(level.y()).isBetween(0.0, 200.0));
        assertThat(chart.max()).startsWith("M102.5 -200");
    }

    @Test
    void noTimes_drawNothing_andSayIt() {
        Chart chart = chart(Latencies.NONE, Latencies.NONE, Latencies.NONE, Latencies.NONE);
        assertThat(chart.empty()).isTrue();
        assertThat(chart.p50() + chart.area()).isEmpty();
        assertThat(chart.levels()).isEmpty();
        assertThat(chart.summary()).isEqualTo("No response times in this time, no alert.");
    }

    @Test
    void nothingTakesNoTime_atAll() {
        assertThat(chart(new Latencies(1, 0, 0, 0, 0), FAST, FAST, FAST).p50()).startsWith("M102.5 200");
        assertThat(chart(new Latencies(1, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE))
                        .p95())
                .startsWith("M102.5 ");
    }

    @Test
    void alerts_areBands_whereTheyWereActive() {
        Chart chart = Chart.of(
                QUERY,
                buckets(FAST, FAST, FAST, FAST),
                List.of(
                        alert(Severity.WARNING, 45, -1),
                        alert(Severity.CRITICAL, 15, 18),
                        alert(Severity.WARNING, -30, -20),
                        alert(Severity.WARNING, -30, 5)),
                NOW);
        assertThat(chart.bands())
                .extracting(Chart.Band::x, Chart.Band::width, Chart.Band::kind)
                .containsExactly(tuple(0.0, 68.3, "deg"), tuple(205.0, 41.0, "bad"), tuple(615.0, 205.0, "deg"));
        assertThat(chart.bands().get(1).label()).isEqualTo("alert, 3 min 0 s");
        assertThat(chart.bands().get(1).title()).contains("critical", "<down>");
        assertThat(chart.summary()).endsWith("3 alerts.");
    }

    @Test
    void labels_doNotStandOverEachOther() {
        List<Alert> many = new ArrayList<>();
        for (int minute = 0; minute < 60; minute++) {
            many.add(alert(Severity.WARNING, minute, minute + 1));
        }
        List<Chart.Band> bands =
                Chart.of(QUERY, buckets(FAST, FAST, FAST, FAST), many, NOW).bands();
        assertThat(bands).hasSize(60);
        assertThat(bands.stream().filter(band -> !band.label().isEmpty())).hasSizeBetween(5, 7);
    }

    @Test
    void moments_areRoundOnes() {
        assertThat(chart(FAST, FAST, FAST, FAST).ticks())
                .extracting(Chart.Tick::text)
                .containsExactly("10:00", "10:10", "10:20", "10:30", "10:40", "10:50");
        SeriesQuery quarter = new SeriesQuery("web", NOW.minus(Duration.ofDays(90)), NOW, Duration.ofDays(1));
        assertThat(Chart.of(quarter, List.of(), List.of(), NOW).ticks())
                .extracting(Chart.Tick::text)
                .hasSizeBetween(4, 7)
                .allMatch(text -> text.matches("[0-9]{1,2} [A-Z][a-z]{2}"));
    }
}
