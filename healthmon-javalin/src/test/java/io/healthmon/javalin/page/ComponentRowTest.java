package io.healthmon.javalin.page;

import static io.healthmon.HealthStatus.DEGRADED;
import static io.healthmon.HealthStatus.HEALTHY;
import static io.healthmon.HealthStatus.UNHEALTHY;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthTarget;
import io.healthmon.check.Checks;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Components as rows of bars. */
class ComponentRowTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final HealthTarget WEB =
            HealthTarget.http("web", "http://localhost/").build();

    private static CheckResult check(int slotsAgo, String checks) {
        return new CheckResult(
                "web",
                NOW.minus(Duration.ofSeconds(30L * slotsAgo)),
                Duration.ofMillis(12),
                Evaluation.healthy(Checks.stored(checks), Optional.empty()));
    }

    private static List<ComponentRow> rows(CheckResult... newestFirst) {
        return ComponentRow.of(WEB, List.of(newestFirst));
    }

    @Test
    void rows_areInTheOrderOfTheNewestAnswer() {
        List<ComponentRow> rows = rows(
                check(0, "{\"redis\": \"unhealthy\", \"database\": \"healthy\"}"),
                check(1, "{\"database\": \"degraded\", \"old\": \"up\"}"));
        assertThat(rows).extracting(ComponentRow::name).containsExactly("redis", "database", "old");
        assertThat(rows).extracting(ComponentRow::now).containsExactly(UNHEALTHY, HEALTHY, HEALTHY);
        assertThat(rows.get(0).share()).hasValue(0);
        assertThat(rows.get(1).share()).hasValue(100);
    }

    @Test
    void checkThatDoesNotTell_isAGap_andCountsNeitherWay() {
        ComponentRow row = rows(
                        check(0, "{\"database\": \"healthy\"}"),
                        check(1, "{\"error\": \"connection refused\"}"),
                        check(2, "{\"database\": \"down\"}"))
                .get(0);
        assertThat(row.share()).hasValue(50);
        assertThat(row.strip().label()).isEqualTo("the last 3 checks: 1 healthy, 1 unhealthy, 1 not observed");
    }

    @Test
    void timeInWhichNobodyLooked_isAGapOfBoundedWidth() {
        ComponentRow row = rows(
                        check(0, "{\"db\": \"degraded\"}"),
                        check(3, "{\"db\": \"up\"}"),
                        check(9_000, "{\"db\": \"up\"}"))
                .get(0);
        assertThat(row.now()).isEqualTo(DEGRADED);
        assertThat(row.strip().label()).endsWith("2 healthy, 1 degraded, 7 not observed");
    }

    @Test
    void manyChecks_andManyComponents_areBounded() {
        List<CheckResult> checks = new ArrayList<>();
        String many = IntStream.range(0, 500)
                .mapToObj(i -> "\"" + "c".repeat(3_000) + i + "\": \"up\"")
                .collect(Collectors.joining(", ", "{", "}"));
        checks.add(check(0, many));
        IntStream.range(1, 200).forEach(i -> checks.add(check(i, "{\"db\": \"up\"}")));
        List<ComponentRow> rows = ComponentRow.of(WEB, checks);
        assertThat(rows).hasSize(30).allSatisfy(row -> assertThat(row.name()).hasSizeLessThanOrEqualTo(60));
        assertThat(rows.get(0).strip().width()).isEqualTo(540);
    }

    @Test
    void noComponents_noRows() {
        assertThat(rows()).isEmpty();
        assertThat(rows(check(0, "{}"))).isEmpty();
    }
}
