package io.healthmon.javalin.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthTarget;
import io.healthmon.alert.ServiceState;
import io.healthmon.store.StatusCounts;
import io.healthmon.target.AlertRules;
import io.healthmon.view.ServiceStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What depends on what, as a picture. */
class KinTest {

    private static ServiceStatus service(String name, String... dependsOn) {
        HealthTarget target = HealthTarget.tcp(name, "localhost", 1)
                .rules(new AlertRules(
                        Duration.ZERO, Optional.empty(), Optional.empty(), Optional.empty(), List.of(dependsOn)))
                .build();
        return new ServiceStatus(target, ServiceState.initial(name), OptionalLong.empty(), StatusCounts.NONE);
    }

    @Test
    void parentsStandAbove_childrenBelow() {
        ServiceStatus web = service("web", "redis", "gone");
        Kin kin = Kin.of(web, List.of(service("redis"), web, service("shop", "web"), service("other")));

        assertThat(kin.nodes()).extracting(Kin.Node::name).containsExactly("redis", "web", "shop");
        assertThat(kin.nodes()).extracting(Kin.Node::y).isSorted();
        assertThat(kin.edges()).hasSize(2);
        assertThat(kin.sentence()).isEqualTo("web depends on redis (unknown); shop (unknown) depends on it.");
        assertThat(kin.alone()).isFalse();
    }

    @Test
    void noKin_isSaid() {
        ServiceStatus web = service("web");
        Kin kin = Kin.of(web, List.of(web, service("other")));
        assertThat(kin.alone()).isTrue();
        assertThat(kin.sentence()).isEqualTo("web depends on no other service; no other depends on it.");
    }

    @Test
    void muchKin_isDrawnInPart_withinThePicture() {
        ServiceStatus web = service("web");
        List<ServiceStatus> all = new ArrayList<>(List.of(web));
        IntStream.range(0, 1_000).forEach(i -> all.add(service("s".repeat(90) + i, "web")));
        Kin kin = Kin.of(web, all);
        assertThat(kin.nodes()).hasSize(9).allSatisfy(node -> {
            assertThat(node.x()).isBetween(0, Kin.WIDTH - node.width());
            assertThat(node.y() + node.height()).isLessThanOrEqualTo(kin.height());
            assertThat(node.shown()).hasSizeLessThanOrEqualTo(14);
        });
        assertThat(kin.sentence()).contains("and 992 more depend on it");
    }
}
