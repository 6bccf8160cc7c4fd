package io.healthmon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthTarget;
import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertPolicy;
import io.healthmon.alert.Decision;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Transition;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.store.StoredAlert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The oracle: what the log alone says that state and alerts must be. */
final class Replay {

    private Replay() {}

    /** Asserts that a service's recorded state and alerts are the fold of its recorded checks, and these in order. */
    static void assertFoldOfLog(FlakyStore store, HealthTarget target) {
        List<CheckResult> log =
                store.log(target.name()).stream().map(row -> row.check()).toList();
        assertThat(log).extracting(CheckResult::timestamp).isSorted().doesNotHaveDuplicates();
        ServiceState state = ServiceState.initial(target.name());
        Map<Instant, Alert> alerts = new LinkedHashMap<>();
        for (CheckResult check : log) {
            Decision decision = AlertPolicy.standard().decide(target, state, check);
            state = decision.state();
            for (Transition transition : decision.transitions()) {
                alerts.put(transition.alert().triggeredAt(), transition.alert());
            }
        }
        assertThat(store.state(target.name())).isEqualTo(state);
        List<Alert> newestFirst = new ArrayList<>();
        alerts.values().forEach(alert -> newestFirst.add(0, alert));
        assertThat(store.alertsOf(target.name())).extracting(StoredAlert::alert).isEqualTo(newestFirst);
        assertThat(newestFirst.stream().filter(Alert::active).count()).isLessThanOrEqualTo(1);
    }
}
