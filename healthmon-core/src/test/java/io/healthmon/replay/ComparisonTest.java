package io.healthmon.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.alert.Alert;
import io.healthmon.alert.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant UNTIL = T0.plus(Duration.ofHours(1));
    private final Comparison comparison = new Comparison(Duration.ofSeconds(30), UNTIL);

    /** {@code 10-70}: from second 10 to second 70; {@code 10-}: since second 10. */
    private static Alert alert(String text) {
        String[] ends = text.split("-", -1);
        return new Alert(
                "a",
                Severity.WARNING,
                "it fails",
                T0.plusSeconds(Long.parseLong(ends[0])),
                ends[1].isEmpty() ? Optional.empty() : Optional.of(T0.plusSeconds(Long.parseLong(ends[1]))));
    }

    private static List<Alert> alerts(String text) {
        return text == null
                ? List.of()
                : Stream.of(text.split(" ")).map(ComparisonTest::alert).toList();
    }

    private List<Finding> compare(String fired, String recorded) {
        return comparison.compare(
                alerts(fired).stream()
                        .map(alert -> new Fired(alert, "failure-threshold", "because"))
                        .toList(),
                alerts(recorded));
    }

    @ParameterizedTest
    @CsvSource({
        ",,''",
        "10-70, 10-70, same",
        "10-70, , new",
        ", 10-70, missing",
        // One interval apart is the same, in either direction, at either end; more is not.
        "10-70, 40-70, same",
        "40-70, 10-70, same",
        "10-70, 10-100, same",
        "10-70, 41-70, new missing",
        "41-70, 10-70, missing new",
        "10-70, 10-101, shorter",
        "10-101, 10-70, longer",
        // Active ones.
        "10-, 10-, same",
        "10-, 10-70, longer",
        "10-70, 10-, shorter",
        // What is resolved after the end is active, as far as was replayed.
        "10-, 10-3600, same",
        "10-, 10-3599, longer",
        // The nearest of several.
        "40-50, 15-20 40-50, missing same",
        "15-20 40-50, 40-50, new same",
        "0-10 60-70, 30-40 65-75, same same",
        "0-10 100-110 200-210, 100-110, new same new",
        "100-110, 0-10 100-110 200-210, missing same missing",
    })
    void alerts_ofOneService(String fired, String recorded, String verdicts) {
        List<String> found = new ArrayList<>();
        compare(fired, recorded).forEach(finding -> found.add(finding.verdict().word()));
        assertThat(String.join(" ", found)).isEqualTo(verdicts);
    }

    @Test
    void findings_holdBothAlerts() {
        Finding finding = compare("10-70", "12-70").get(0);
        assertThat(finding.fired()).map(Fired::alert).contains(alert("10-70"));
        assertThat(finding.recorded()).contains(alert("12-70"));
        assertThat(finding.triggeredAt()).isEqualTo(T0.plusSeconds(10));
        assertThat(finding.severityDiffers()).isFalse();
    }

    @Test
    void severity_thatIsAnother_isSaid() {
        Alert critical = alert("10-70").changed(Severity.CRITICAL, "it fails");
        Finding finding = comparison
                .compare(List.of(new Fired(critical, "rule", "because")), alerts("10-70"))
                .get(0);
        assertThat(finding.verdict()).isEqualTo(Verdict.SAME);
        assertThat(finding.severityDiffers()).isTrue();
    }
}
