package io.healthmon.examples.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.healthmon.HealthTarget;
import io.healthmon.check.http.HttpSpec;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final List<String> ENDPOINTS = List.of("127.0.0.1:1001", "127.0.0.2:1002");

    @Test
    void targets_asManyOfEachKindAsAsked() {
        for (int services : new int[] {10, 1_000, 7_919, 100_000}) {
            Plan plan = new Plan(services, 3, 2, 1, 30_000, 10_000, ENDPOINTS, "127.0.0.1:9");
            Map<Plan.Kind, Long> kinds = plan.targets().stream()
                    .map(target -> Plan.kind(target.name()))
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

            assertThat(kinds)
                    .containsEntry(Plan.Kind.HANG, 3L)
                    .containsEntry(Plan.Kind.DEGRADED, 2L)
                    .containsEntry(Plan.Kind.REFUSED, 1L)
                    .containsEntry(Plan.Kind.HEALTHY, services - 6L);
        }
    }

    @Test
    void targets_goToTheEndpointsInTurn_andNameTheirBehaviour() {
        List<HealthTarget> targets = new Plan(4, 0, 0, 0, 30_000, 10_000, ENDPOINTS, "127.0.0.1:9").targets();

        assertThat(targets)
                .extracting(target -> ((HttpSpec) target.spec()).uri().toString())
                .containsExactly(
                        "http://127.0.0.1:1001/healthy/healthy-000000",
                        "http://127.0.0.2:1002/healthy/healthy-000001",
                        "http://127.0.0.1:1001/healthy/healthy-000002",
                        "http://127.0.0.2:1002/healthy/healthy-000003");
    }

    @Test
    void moreOddOnesThanServices_isRefused() {
        assertThatThrownBy(() -> new Plan(10, 5, 5, 1, 30_000, 10_000, ENDPOINTS, "127.0.0.1:9"))
                .hasMessageContaining("10 services");
    }

    @Test
    void herd_isTheLargestWindowOfTheFirstIntervalOverTheEvenRate() {
        Plan plan = new Plan(100, 0, 0, 0, 1_000, 800, ENDPOINTS, "127.0.0.1:9");

        assertThat(LoadRun.herd(new int[] {10, 10, 10, 10, 15, 10, 10, 5, 10, 10, 90}, plan))
                .isEqualTo(1.5);
    }
}
