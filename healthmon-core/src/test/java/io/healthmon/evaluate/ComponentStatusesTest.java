package io.healthmon.evaluate;

import static io.healthmon.HealthStatus.DEGRADED;
import static io.healthmon.HealthStatus.HEALTHY;
import static io.healthmon.HealthStatus.UNHEALTHY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.healthmon.HealthStatus;
import io.healthmon.check.Checks;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How components were, from what is recorded of a check. */
class ComponentStatusesTest {

    private static Map<String, HealthStatus> of(String checks) {
        return ComponentStatuses.of(Evaluation.healthy(Checks.stored(checks), Optional.empty()));
    }

    @Test
    void words_objectsAndLists_areComponents_inTheirOrder() {
        assertThat(of(
                        "{\"z\": \"running\", \"db\": {\"status\": \"DOWN\", \"latencyMs\": 3}, \"celery\": \"no_workers\","
                                + " \"cache:time\": [{\"status\": \"pass\"}, {\"status\": \"warn\"}]}"))
                .containsExactly(
                        entry("z", HEALTHY),
                        entry("db", UNHEALTHY),
                        entry("celery", DEGRADED),
                        entry("cache:time", DEGRADED));
    }

    @Test
    void groups_areTheirParts() {
        assertThat(
                        of(
                                "{\"platforms\": {\"twitch\": {\"status\": \"connected\"}, \"kick\": {\"status\": \"disconnected\"}}}"))
                .containsExactly(entry("twitch", HEALTHY), entry("kick", UNHEALTHY));
    }

    @Test
    void whatIsNoComponent_isLeftOut() {
        assertThat(
                        of(
                                "{\"error\": \"no route to host\", \"http_status\": 502, \"version\": \"1.2\", \"memory\": {\"used\": 1}}"))
                .isEmpty();
        assertThat(of("{}")).isEmpty();
        assertThat(of("[1, 2]")).isEmpty();
    }

    @Test
    void moreThanSomebodyLooksAt_areLeftOut() {
        String many = IntStream.range(0, 5_000)
                .mapToObj(i -> "\"c" + i + "\": \"up\"")
                .collect(Collectors.joining(", ", "{", "}"));
        assertThat(of(many)).hasSize(ComponentStatuses.MOST).containsKey("c0");
    }
}
