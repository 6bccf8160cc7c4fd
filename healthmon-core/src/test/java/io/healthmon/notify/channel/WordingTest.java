package io.healthmon.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.alert.Severity;
import io.healthmon.notify.Message;
import io.healthmon.notify.Notification;
import io.healthmon.notify.Notification.Kind;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordingTest {

    private static Wording of(Message message) {
        return Wording.of(message, ChannelSettings.DEFAULT.withPublicUrl("https://mon.example.com/"));
    }

    @Test
    void titles_sayWhatHappened() {
        assertThat(Arrays.stream(Kind.values())
                        .map(kind -> of(Samples.single(kind, "x")).title()))
                .containsExactly(
                        "CRITICAL: stream-bot is unhealthy",
                        "CRITICAL: stream-bot is now flapping",
                        "CRITICAL: stream-bot is still unhealthy, for 5m",
                        "ACKNOWLEDGED: stream-bot is seen to by ann x",
                        "RESOLVED: stream-bot is healthy again after 5m");
    }

    @Test
    void alertOfARemovedService_isOver_withoutClaimingHealth() {
        Notification over = Samples.notification(
                Kind.RESOLVED,
                Samples.alert("a", Severity.WARNING, "Service a is unhealthy").resolved(Samples.AT),
                HealthStatus.UNHEALTHY,
                "it is watched no more");

        assertThat(of(Message.of(over)).title()).isEqualTo("RESOLVED: the alert of a is over after 5m");
    }

    @Test
    void link_leadsToTheService() {
        assertThat(of(Samples.triggered()).link()).contains("https://mon.example.com/?service=stream-bot");
    }

    @Test
    void digest_tellsOfEachAlertOnce_theWorstFirst() {
        Wording wording = of(Samples.digest(3, "Service service-1 is unhealthy: it broke"));

        assertThat(wording.title()).isEqualTo("3 alerts: 1 critical, 1 warning, 1 resolved");
        assertThat(wording.lines())
                .hasSize(3)
                .startsWith("critical: service-0 is unhealthy: Service service-1 is unhealthy: it broke")
                .contains("warning: service-1 is unhealthy: it broke")
                .endsWith("resolved: service-2, after 5m");
        assertThat(wording.tone()).isEqualTo(Tone.CRITICAL);
    }

    @Test
    void digestOfOneAlert_thatFlaps_saysSo_whateverItsStatusIsJustNow() {
        Notification flaps = Samples.notification(
                Kind.CHANGED,
                Samples.alert("flap", Severity.WARNING, "Service flap is unhealthy and flapping: it broke")
                        .flapping(true),
                HealthStatus.HEALTHY,
                "it flaps");
        Wording wording = of(Message.digest("digest:abc:2:ops", List.of(flaps, flaps), Samples.AT));

        assertThat(wording.title()).isEqualTo("1 alert: 1 warning");
        assertThat(wording.lines()).containsExactly("warning: flap is flapping: it broke");
        assertThat(of(Message.of(flaps)).title()).isEqualTo("WARNING: flap is now flapping");
    }

    @Test
    void activeAlertOfAServiceThatIsHealthyJustNow_isRecovering() {
        Notification late = Samples.notification(
                Kind.TRIGGERED,
                Samples.alert("a", Severity.WARNING, "Service a is unhealthy"),
                HealthStatus.HEALTHY,
                "told now");

        assertThat(of(Message.of(late)).title()).isEqualTo("WARNING: a is recovering");
        assertThat(of(Message.digest("digest:abc:2:ops", List.of(late, late), Samples.AT))
                        .lines())
                .containsExactly("warning: a is recovering");
    }

    @Test
    void durations_areSaidInTwoUnits() {
        assertThat(List.of(0, 59, 60, 61, 3_600, 5_400, 86_400, 100_000).stream()
                        .map(seconds -> Durations.words(Duration.ofSeconds(seconds))))
                .containsExactly("0s", "59s", "1m", "1m 1s", "1h", "1h 30m", "1d", "1d 3h");
    }
}
