package io.healthmon.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.alert.Alert;
import io.healthmon.alert.Ending;
import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.MaintenanceWindow.Once;
import io.healthmon.alert.MaintenanceWindow.Recurring;
import io.healthmon.alert.MaintenanceWindow.When;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Severity;
import io.healthmon.alert.Silence;
import io.healthmon.alert.Transition;
import io.healthmon.alert.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How every {@link Store} keeps what people say beforehand, and a service that is never checked. */
abstract class ContextContract extends ContractTest {

    private static ServiceMatcher matcher() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("zone", "b");
        labels.put("app", "é \" \\");
        return new ServiceMatcher(List.of("stream-*", "minio"), labels);
    }

    private static Silence silence(long created, Instant endsAt) {
        return new Silence(
                UUID.randomUUID(),
                matcher(),
                "ann",
                "we know",
                T0.plusSeconds(created),
                T0.plusSeconds(created + 1),
                endsAt);
    }

    private static MaintenanceWindow window(long created, When when) {
        return new MaintenanceWindow(
                UUID.randomUUID(), "backup", ServiceMatcher.ALL, "ann", "disks", T0.plusSeconds(created), when);
    }

    @Test
    void silences_areReadAsTheyWereGiven_newestFirst() {
        Silence first = silence(0, at(60));
        Silence second = silence(1, at(60));
        store.put(first);
        store.put(second);

        assertThat(store.silences()).containsExactly(second, first);
    }

    @Test
    void silence_givenTwice_isKeptOnce() {
        Silence silence = silence(0, at(60));
        store.put(silence);
        store.endSilence(silence.id(), new Ending("bob", at(10)));
        store.put(silence);

        assertThat(store.silences()).containsExactly(silence.ended(new Ending("bob", at(10))));
    }

    @Test
    void silence_isEndedOnce_andStandsBehindThoseThatAreNot() {
        Silence older = silence(0, at(60));
        Silence newer = silence(1, at(60));
        store.put(older);
        store.put(newer);
        Silence ended = newer.ended(new Ending("bob", at(10)));

        assertThat(store.endSilence(newer.id(), new Ending("bob", at(10)))).contains(ended);
        assertThat(store.endSilence(newer.id(), new Ending("eve", at(20)))).contains(ended);
        assertThat(store.silences()).containsExactly(older, ended);
    }

    @Test
    void ending_ofWhatThereIsNot_isEmpty() {
        assertThat(store.endSilence(UUID.randomUUID(), new Ending("bob", at(1))))
                .isEmpty();
        assertThat(store.endMaintenance(UUID.randomUUID(), new Ending("bob", at(1))))
                .isEmpty();
    }

    @Test
    void maintenanceWindows_areReadAsTheyWereGiven_newestFirst() {
        MaintenanceWindow once = window(0, new Once(at(5), at(60)));
        MaintenanceWindow recurring = window(1, new Recurring("0 3 * * 1-5", "Europe/Berlin", Duration.ofMinutes(90)));
        store.put(once);
        store.put(recurring);

        assertThat(store.maintenanceWindows()).containsExactly(recurring, once);

        MaintenanceWindow ended = recurring.ended(new Ending("bob", at(10)));
        assertThat(store.endMaintenance(recurring.id(), new Ending("bob", at(10))))
                .contains(ended);
        assertThat(store.maintenanceWindows()).containsExactly(once, ended);
    }

    @Test
    void whatWasOverLongAgo_isForgotten_whatIsNotStays() {
        Silence over = silence(0, at(60));
        Silence endedLongAgo = silence(0, T0.plus(Duration.ofDays(500)));
        Silence coming = silence(0, T0.plus(Duration.ofDays(500)));
        List.of(over, endedLongAgo, coming).forEach(store::put);
        store.endSilence(endedLongAgo.id(), new Ending("bob", at(70)));
        MaintenanceWindow past = window(0, new Once(at(5), at(60)));
        MaintenanceWindow recurring = window(1, new Recurring("0 3 * * *", "UTC", Duration.ofHours(1)));
        MaintenanceWindow endedRecurring = window(2, new Recurring("0 3 * * *", "UTC", Duration.ofHours(1)));
        List.of(past, recurring, endedRecurring).forEach(store::put);
        store.endMaintenance(endedRecurring.id(), new Ending("bob", at(70)));

        store.maintain(T0.plus(Duration.ofDays(399)));
        assertThat(store.silences()).hasSize(3);
        assertThat(store.maintenanceWindows()).hasSize(3);

        store.maintain(T0.plus(Duration.ofDays(402)));
        assertThat(store.silences()).containsExactly(coming);
        assertThat(store.maintenanceWindows()).containsExactly(recurring);
    }

    @Test
    void alert_ofAServiceThatIsNeverChecked_isKeptAndResolved() {
        Alert alert = new Alert("healthmon", Severity.CRITICAL, "cut off", T0, Optional.empty());
        Step opened = own(Optional.of(alert), T0, Transition.Kind.TRIGGERED, alert);
        writer.commit(List.of(opened));

        assertThat(writer.states()).extracting(RecordedState::state).containsExactly(opened.state());
        assertThat(store.activeAlerts()).isEqualTo(1);

        writer.commit(List.of(new Step(Optional.empty(), opened.state(), List.of())));
        Step resolved = own(Optional.empty(), at(9), Transition.Kind.RESOLVED, alert.resolved(at(9)));
        writer.commit(List.of(resolved));

        assertThat(writer.states()).extracting(RecordedState::state).containsExactly(resolved.state());
        assertThat(alerts(Optional.of(false))).extracting(StoredAlert::alert).containsExactly(alert.resolved(at(9)));
    }

    private static Step own(Optional<Alert> active, Instant since, Transition.Kind kind, Alert alert) {
        return new Step(
                Optional.empty(),
                new ServiceState("healthmon", Optional.empty(), Optional.of(since), 0, 0, active),
                List.of(new Transition(kind, alert, since, Why.of("canaries", "they fail"))));
    }
}
