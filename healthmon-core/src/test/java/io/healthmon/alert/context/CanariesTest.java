package io.healthmon.alert.context;

import static io.healthmon.alert.context.Village.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.healthmon.alert.AlertKey;
import io.healthmon.alert.Severity;
import io.healthmon.alert.Suppression.Cause;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The monitor's own network. */
class CanariesTest {

    private final Village village = new Village()
            .with(service("gateway"), service("dns"), service("api"), service("web"))
            .in(new AlertContext(MaintenancePlan.NONE, Silences.NONE, List.of("gateway", "dns")));

    @BeforeEach
    void allIsWell() {
        List.of("gateway", "dns", "api", "web").forEach(name -> village.healthy(name, 0));
    }

    /** The canaries fail once, and a few seconds later once more. */
    private void cutOff() {
        suspect();
        village.unhealthy("gateway", 38);
        village.unhealthy("dns", 39);
        village.unhealthy("api", 39);
    }

    private void suspect() {
        village.unhealthy("api", 30);
        village.unhealthy("gateway", 31);
        village.unhealthy("dns", 32);
        village.unhealthy("api", 33);
    }

    @Test
    void failure_asksTheCanariesFirst() {
        village.unhealthy("api", 30);

        assertThat(village.cause("api")).contains(Cause.UNDECIDED);
        assertThat(village.asked).containsExactly("gateway", "dns");
    }

    @Test
    void failure_afterOneFailedRoundOfCanaries_isHeldBack_andTheyAreCheckedOnceMore() {
        suspect();

        assertThat(village.transitions).isEmpty();
        assertThat(village.cause("api")).contains(Cause.UNDECIDED);
        assertThat(village.asked).containsExactly("gateway", "dns");
        assertThat(village.again).containsExactlyInAnyOrder("gateway", "dns");
    }

    @Test
    void failure_afterOneFailedRound_isAlertedOnceACanaryWorks() {
        suspect();
        village.healthy("gateway", 38);
        village.unhealthy("api", 39);

        assertThat(village.alert("api")).isPresent();
        assertThat(village.alert(OwnAlert.SERVICE)).isEmpty();
    }

    /** A canary fails once, is well, fails once: that is no two times in a row. */
    @Test
    void canary_thatFailsEverySecondTime_neverCutsOff() {
        suspect();
        village.healthy("gateway", 38);
        village.healthy("dns", 38);
        village.healthy("api", 39);
        village.unhealthy("api", 60);
        village.unhealthy("gateway", 61);
        village.unhealthy("dns", 62);
        village.unhealthy("api", 63);

        assertThat(village.transitions).isEmpty();
        assertThat(village.cause("api")).contains(Cause.UNDECIDED);
    }

    @Test
    void failure_whileCanariesStaySuspect_isAlertedInTheEnd() {
        suspect();
        village.unhealthy("api", 60);
        village.unhealthy("api", 90);
        assertThat(village.alert("api")).isEmpty();

        village.unhealthy("api", 30 + 2 * 40 + 1);

        assertThat(village.alert("api")).isPresent();
        assertThat(village.alert(OwnAlert.SERVICE)).isEmpty();
    }

    @Test
    void thresholdOfOne_cutsOffByTheFirstRound() {
        village.in(new AlertContext(MaintenancePlan.NONE, Silences.NONE, List.of("gateway", "dns"), 1));
        suspect();

        assertThat(village.alert(OwnAlert.SERVICE)).isPresent();
    }

    /** It waits for its own next check, and that is not at once. */
    @Test
    void onlyCanary_thatFails_isCheckedAFewSecondsLater_andCutsOffThen() {
        village.in(new AlertContext(MaintenancePlan.NONE, Silences.NONE, List.of("gateway")));
        village.unhealthy("gateway", 30);
        assertThat(village.transitions).isEmpty();
        assertThat(village.asked).containsExactly("gateway");
        assertThat(village.again).containsExactly("gateway");
        assertThat(village.answered).isEmpty();

        village.unhealthy("gateway", 35);
        assertThat(village.alert(OwnAlert.SERVICE)).isPresent();
        assertThat(village.alert("gateway")).isEmpty();
    }

    @Test
    void threshold_outOfBounds_isRefused() {
        for (int wrong : new int[] {0, 11}) {
            assertThatThrownBy(() -> new AlertContext(MaintenancePlan.NONE, Silences.NONE, List.of(), wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("cut-off threshold must be 1 to 10, not " + wrong);
        }
    }

    @Test
    void failure_whileAllCanariesFail_isOneAlertOfTheMonitor() {
        cutOff();
        village.unhealthy("web", 40);
        village.unhealthy("gateway", 61);

        assertThat(village.transitions).singleElement().satisfies(transition -> {
            assertThat(transition.alert().service()).isEqualTo(OwnAlert.SERVICE);
            assertThat(transition.alert().severity()).isEqualTo(Severity.CRITICAL);
            assertThat(transition.alert().message())
                    .isEqualTo("The monitor is cut off from its network: canaries gateway, dns fail");
        });
        AlertKey own = AlertKey.of(village.alert(OwnAlert.SERVICE).orElseThrow());
        assertThat(village.suppressions)
                .filteredOn(suppression -> suppression.cause() == Cause.CUT_OFF)
                .allMatch(suppression -> suppression.alert().equals(Optional.of(own)))
                .extracting(suppression -> suppression.service())
                .contains("api", "web", "gateway");
    }

    @Test
    void failure_whileOneCanaryWorks_isAlerted() {
        village.unhealthy("api", 30);
        village.unhealthy("gateway", 31);
        village.healthy("dns", 32);
        village.unhealthy("api", 33);

        assertThat(village.alert("api")).isPresent();
        assertThat(village.alert(OwnAlert.SERVICE)).isEmpty();
    }

    @Test
    void canary_thatFailsAlone_isAlerted() {
        village.unhealthy("gateway", 30);
        village.healthy("dns", 31);
        village.unhealthy("gateway", 32);

        assertThat(village.alert("gateway")).isPresent();
        assertThat(village.alert(OwnAlert.SERVICE)).isEmpty();
    }

    @Test
    void canary_thatFailedBefore_saysNothingOfNow() {
        village.unhealthy("gateway", 10);
        village.healthy("dns", 11);
        village.unhealthy("gateway", 12);
        village.unhealthy("dns", 20);
        village.unhealthy("api", 30);

        assertThat(village.cause("api")).contains(Cause.UNDECIDED);
    }

    @Test
    void monitorsAlert_isResolvedByTheFirstCanaryThatWorks() {
        cutOff();
        village.healthy("dns", 60);

        assertThat(village.alert(OwnAlert.SERVICE)).isEmpty();
        assertThat(village.transitions).last().satisfies(transition -> {
            assertThat(transition.alert().service()).isEqualTo(OwnAlert.SERVICE);
            assertThat(transition.reason()).isEqualTo("canary dns is healthy");
        });
    }

    @Test
    void service_thatStillFailsAfterwards_isAlerted() {
        cutOff();
        village.healthy("dns", 60);
        village.unhealthy("api", 61);

        assertThat(village.alert("api")).isPresent();
    }

    @Test
    void alert_thatWasOpenBefore_isResolvedAsEver() {
        village.unhealthy("web", 10);
        village.healthy("dns", 11);
        village.unhealthy("web", 12);
        cutOff();
        village.healthy("web", 50);

        assertThat(village.transitions)
                .filteredOn(transition -> transition.alert().service().equals("web"))
                .extracting(transition -> transition.kind().word())
                .containsExactly("triggered", "resolved");
    }

    @Test
    void failure_whileCanariesCantBeChecked_isAlertedInTheEnd() {
        village.unhealthy("api", 30);
        village.unhealthy("api", 60);
        assertThat(village.alert("api")).isEmpty();

        village.unhealthy("api", 90);

        assertThat(village.alert("api")).isPresent();
    }

    @Test
    void monitorsAlerts_haveNamesOfTheirOwn() {
        cutOff();
        village.healthy("dns", 60);
        village.unhealthy("dns", 61);
        village.unhealthy("gateway", 62);
        village.unhealthy("dns", 67);
        // A check that began long ago and ends only now.
        village.judge(Village.result("web", 20, io.healthmon.HealthStatus.UNHEALTHY));
        village.unhealthy("api", 68);

        assertThat(village.transitions)
                .filteredOn(transition -> transition.alert().service().equals(OwnAlert.SERVICE))
                .extracting(transition -> transition.at())
                .isSorted()
                .doesNotHaveDuplicates();
    }
}
