package io.healthmon.alert.context;

import static io.healthmon.alert.context.Village.result;
import static io.healthmon.alert.context.Village.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.alert.AlertKey;
import io.healthmon.alert.Suppression.Cause;
import io.healthmon.target.Thresholds;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A service that depends on one that is down. */
class DependenciesTest {

    private final Village village = new Village().with(service("db"), service("api", "db"), service("web", "api"));

    @Test
    void child_whoseParentIsKnownToBeDown_joinsItsAlert() {
        village.unhealthy("db", 0);
        village.unhealthy("api", 10);

        assertThat(village.alert("api")).isEmpty();
        assertThat(village.suppressions).singleElement().satisfies(suppression -> {
            assertThat(suppression.cause()).isEqualTo(Cause.DEPENDENCY);
            assertThat(suppression.because()).contains("db");
            assertThat(suppression.alert()).contains(new AlertKey("db", Village.at(0)));
            assertThat(suppression.why().rule()).isEqualTo("failure-threshold");
            assertThat(suppression.why().checks()).hasSize(1);
            assertThat(suppression.why().sentence()).startsWith("it depends on db, which is down; else: 1 check");
        });
    }

    @Test
    void child_thatGoesOnFailing_isToldOfOnce() {
        village.unhealthy("db", 0);
        for (int i = 1; i < 5; i++) {
            village.unhealthy("api", 30 * i);
            village.unhealthy("db", 30 * i + 1);
        }

        assertThat(village.suppressions).hasSize(1);
        assertThat(village.held("api").orElseThrow().since()).isEqualTo(Village.at(30));
    }

    @Test
    void child_checkedBeforeItsParent_waitsForIt() {
        village.healthy("db", 0);
        village.unhealthy("api", 10);

        assertThat(village.cause("api")).contains(Cause.UNDECIDED);
        assertThat(village.asked).containsExactly("db");

        village.unhealthy("db", 11);

        assertThat(village.answered).containsExactly("api");
        assertThat(village.alert("db")).isPresent();

        village.unhealthy("api", 12);

        assertThat(village.cause("api")).contains(Cause.DEPENDENCY);
        assertThat(village.alert("api")).isEmpty();
    }

    @Test
    void child_whoseParentTurnsOutToWork_isAlertedAtItsNextCheck() {
        village.healthy("db", 0);
        village.unhealthy("api", 10);
        village.healthy("db", 11);
        village.unhealthy("api", 12);

        assertThat(village.alert("api")).isPresent();
        assertThat(village.held("api")).isEmpty();
    }

    @Test
    void child_whoseParentWorkedAfterItBeganToFail_isAlertedAtOnce() {
        Village patient = new Village().with(service("db"), service("api", "db").thresholds(new Thresholds(2, 1, 3)));
        patient.unhealthy("api", 10);
        patient.healthy("db", 20);
        patient.unhealthy("api", 30);

        assertThat(patient.alert("api")).isPresent();
        assertThat(patient.suppressions).isEmpty();
    }

    @Test
    void child_whoseParentCantBeChecked_isAlertedInTheEnd() {
        village.healthy("db", 0);
        village.unhealthy("api", 10);
        village.unhealthy("api", 40);
        assertThat(village.alert("api")).isEmpty();

        village.unhealthy("api", 70);

        assertThat(village.alert("api"))
                .as("interval and timeout of the parent are over")
                .isPresent();
    }

    @Test
    void child_whoseParentWasNeverChecked_waitsAndIsAlertedInTheEnd() {
        village.unhealthy("api", 0);
        assertThat(village.cause("api")).contains(Cause.UNDECIDED);

        village.unhealthy("api", 41);

        assertThat(village.alert("api")).isPresent();
    }

    @Test
    void child_whoseParentIsDownNoMoreThanLongAgo_doesNotRelyOnIt() {
        village.unhealthy("db", 0);
        village.unhealthy("api", 10);
        assertThat(village.cause("api")).contains(Cause.DEPENDENCY);

        village.unhealthy("api", 100);
        assertThat(village.cause("api")).as("db may have come back since").contains(Cause.UNDECIDED);

        village.unhealthy("api", 141);
        assertThat(village.alert("api")).isPresent();
    }

    @Test
    void child_whoseClockIsAhead_isDecidedByTheParentsNextResult() {
        village.healthy("db", 0);
        village.unhealthy("api", 3_600);
        village.healthy("db", 30);
        village.unhealthy("api", 3_601);

        assertThat(village.alert("api")).isPresent();
    }

    @Test
    void child_whoseClockIsAhead_isKeptByAParentThatIsDownAllTheSame() {
        village.healthy("db", 0);
        village.unhealthy("api", 3_600);
        village.unhealthy("db", 30);
        village.unhealthy("api", 3_601);

        assertThat(village.cause("api")).contains(Cause.DEPENDENCY);
        assertThat(village.asked).as("no more checks for it").isEmpty();
    }

    @Test
    void child_afterItsParentsRecovery_isAlertedIfItStillFails() {
        village.unhealthy("db", 0);
        village.unhealthy("api", 10);
        village.healthy("db", 30);
        village.unhealthy("api", 31);

        assertThat(village.alert("api")).isPresent();
    }

    @Test
    void child_afterItsParentsRecovery_isNotAlertedIfItWorks() {
        village.unhealthy("db", 0);
        village.unhealthy("api", 10);
        village.healthy("db", 30);
        village.healthy("api", 31);

        assertThat(village.alert("api")).isEmpty();
        assertThat(village.held("api")).isEmpty();
        assertThat(village.transitions)
                .extracting(transition -> transition.alert().service())
                .containsOnly("db");
    }

    @Test
    void child_whoseParentIsNotAlertedYet_joinsItsAlertWhenThatOpens() {
        village.judge(result("db", 0, HealthStatus.UNKNOWN));
        village.unhealthy("api", 1);
        village.judge(result("db", 30, HealthStatus.UNKNOWN));
        village.unhealthy("api", 31);
        village.judge(result("db", 60, HealthStatus.UNKNOWN));
        village.unhealthy("api", 61);

        assertThat(village.suppressions)
                .extracting(suppression -> suppression.alert())
                .containsExactly(Optional.empty(), Optional.of(new AlertKey("db", Village.at(60))));
    }

    @Test
    void parent_thatNeverAlerts_keepsNothing() {
        Village quiet = new Village().with(service("db").thresholds(new Thresholds(1, 1, 0)), service("api", "db"));
        quiet.judge(result("db", 0, HealthStatus.UNKNOWN));
        quiet.unhealthy("api", 10);

        assertThat(quiet.alert("api")).isPresent();
    }

    @Test
    void parent_thatIsDegraded_keepsNothing() {
        village.judge(result("db", 11, HealthStatus.DEGRADED));
        village.unhealthy("api", 10);

        assertThat(village.alert("api")).isPresent();
    }

    @Test
    void parent_thatIsNotWatched_isIgnored() {
        Village orphan = new Village().with(service("api", "gone"));
        orphan.unhealthy("api", 0);

        assertThat(orphan.alert("api")).isPresent();
    }

    @Test
    void grandchild_joinsTheAlertThatListsItsParent() {
        village.unhealthy("db", 0);
        village.unhealthy("api", 10);
        village.unhealthy("web", 20);

        assertThat(village.suppressions)
                .extracting(suppression -> suppression.because().orElse(""), suppression -> suppression.alert())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("db", Optional.of(new AlertKey("db", Village.at(0)))),
                        org.assertj.core.groups.Tuple.tuple("api", Optional.of(new AlertKey("db", Village.at(0)))));
    }

    @Test
    void grandchild_whoseParentWorks_isKeptByTheGrandparent() {
        village.unhealthy("db", 0);
        village.healthy("api", 25);
        village.unhealthy("web", 20);

        assertThat(village.held("web").orElseThrow().because()).contains("db");
    }

    @Test
    void alert_thatIsOpen_goesOnAndIsResolvedWhateverItsParentDoes() {
        village.healthy("db", 11);
        village.unhealthy("api", 10);
        assertThat(village.alert("api")).isPresent();
        village.unhealthy("db", 20);
        village.unhealthy("api", 40);
        village.healthy("api", 70);

        assertThat(village.alert("api")).isEmpty();
        assertThat(village.suppressions).isEmpty();
        assertThat(village.transitions)
                .filteredOn(transition -> transition.alert().service().equals("api"))
                .extracting(transition -> transition.kind().word())
                .containsExactly("triggered", "resolved");
    }

    @Test
    void circle_isRefusedNamingThoseOnIt() {
        Map<String, HealthTarget> known = Stream.of(service("b", "c"), service("c", "a"))
                .map(HealthTarget.Builder::build)
                .collect(java.util.stream.Collectors.toMap(HealthTarget::name, Function.identity()));

        assertThatThrownBy(() -> Dependencies.requireNoCycle(
                        service("a", "x", "b").build(), name -> Optional.ofNullable(known.get(name))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("depends-on goes in a circle: a → b → c → a");
    }

    @Test
    void diamond_isNoCircle() {
        Map<String, HealthTarget> known = Stream.of(service("b", "d"), service("c", "d"), service("d"))
                .map(HealthTarget.Builder::build)
                .collect(java.util.stream.Collectors.toMap(HealthTarget::name, Function.identity()));

        Dependencies.requireNoCycle(service("a", "b", "c").build(), name -> Optional.ofNullable(known.get(name)));
    }
}
