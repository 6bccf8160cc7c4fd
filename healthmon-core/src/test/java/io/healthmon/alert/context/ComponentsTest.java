package io.healthmon.alert.context;

import static io.healthmon.alert.context.Village.complaint;
import static io.healthmon.alert.context.Village.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.alert.AlertKey;
import io.healthmon.alert.Suppression.Cause;
import org.junit.jupiter.api.Test;

/** A service that complains of a component that is a service. */
class ComponentsTest {

    private final Village village =
            new Village().with(service("redis"), service("minio"), service("dashboard"), service("queue"));

    @Test
    void complaint_ofAServiceThatIsDown_joinsItsAlert() {
        village.unhealthy("redis", 0);
        village.judge(complaint("dashboard", 10, "redis"));

        assertThat(village.alert("dashboard")).isEmpty();
        assertThat(village.suppressions).singleElement().satisfies(suppression -> {
            assertThat(suppression.cause()).isEqualTo(Cause.COMPONENT);
            assertThat(suppression.because()).contains("redis");
            assertThat(suppression.alert()).contains(new AlertKey("redis", Village.at(0)));
        });
    }

    @Test
    void complaint_ofSomethingElseToo_isAnAlertOfItsOwn() {
        village.unhealthy("redis", 0);
        village.judge(complaint("dashboard", 10, "redis", "templates"));

        assertThat(village.alert("dashboard")).isPresent();
    }

    @Test
    void complaint_ofAServiceThatWorks_isAnAlertOfItsOwn() {
        village.healthy("redis", 11);
        village.judge(complaint("dashboard", 10, "redis"));

        assertThat(village.alert("dashboard")).isPresent();
    }

    @Test
    void complaint_ofSeveralOfWhichOneWorks_isAnAlertOfItsOwn() {
        village.unhealthy("redis", 0);
        village.healthy("minio", 11);
        village.judge(complaint("dashboard", 10, "redis", "minio"));

        assertThat(village.alert("dashboard")).isPresent();
    }

    @Test
    void complaint_beforeTheServiceWasChecked_waitsForThat() {
        village.healthy("redis", 0);
        village.judge(complaint("dashboard", 10, "redis"));

        assertThat(village.cause("dashboard")).contains(Cause.UNDECIDED);
        assertThat(village.asked).containsExactly("redis");

        village.unhealthy("redis", 11);
        village.judge(complaint("dashboard", 12, "redis"));

        assertThat(village.cause("dashboard")).contains(Cause.COMPONENT);
    }

    @Test
    void complaint_ofAServiceThatCantBeChecked_isAlertedInTheEnd() {
        village.judge(complaint("dashboard", 0, "redis"));
        village.judge(complaint("dashboard", 41, "redis"));

        assertThat(village.alert("dashboard")).isPresent();
    }

    @Test
    void complaint_ofAComponentOfItsOwnName_isAnAlertOfItsOwn() {
        village.judge(complaint("redis", 0, "redis"));

        assertThat(village.alert("redis")).isPresent();
    }

    @Test
    void failure_withoutComponents_isAnAlertOfItsOwn() {
        village.unhealthy("redis", 0);
        village.unhealthy("dashboard", 10);

        assertThat(village.alert("dashboard")).isPresent();
    }

    @Test
    void two_thatComplainOfEachOther_areNotBothSilent() {
        for (int i = 0; i < 4; i++) {
            village.judge(complaint("dashboard", 30L * i, "queue"));
            village.judge(complaint("queue", 30L * i + 1, "dashboard"));
        }

        assertThat(village.alert("dashboard").isPresent()
                        ^ village.alert("queue").isPresent())
                .as("one alert, which lists the other")
                .isTrue();
    }

    @Test
    void parent_thatComplainsOfItsChild_isNotKeptByIt() {
        Village circle = new Village().with(service("db"), service("api", "db"));
        for (int i = 0; i < 4; i++) {
            circle.judge(complaint("db", 30L * i, "api"));
            circle.unhealthy("api", 30L * i + 1);
        }

        assertThat(circle.alert("db").isPresent() || circle.alert("api").isPresent())
                .isTrue();
    }
}
