package io.healthmon.replay;

import io.healthmon.HealthTarget;
import io.healthmon.alert.Alert;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One service on its way through the log. Not thread-safe. */
final class Course {

    private final HealthTarget target;
    private final List<Fired> fired = new ArrayList<>();
    private ServiceState state;
    private long checks;
    private long triggers;
    private long suppressed;

    Course(HealthTarget target) {
        this.target = target;
        this.state = ServiceState.initial(target.name());
    }

    HealthTarget target() {
        return target;
    }

    ServiceState state() {
        return state;
    }

    /** True once it was checked, or something became of it. */
    boolean isKnown() {
        return state.since().isPresent();
    }

    /** What it fired, the oldest first; as far as it was kept. */
    List<Fired> fired() {
        return fired;
    }

    /** True if no check of it may come at this moment any more. */
    boolean isPast(Instant moment) {
        return state.lastCheck()
                .filter(last -> !moment.isAfter(last.timestamp()))
                .isPresent();
    }

    void checked(ServiceState after, boolean counts) {
        state = after;
        checks += counts ? 1 : 0;
    }

    /** Its state without a check. */
    void become(ServiceState after) {
        state = after;
    }

    void suppressed() {
        suppressed++;
    }

    void triggered(boolean counts) {
        triggers += counts ? 1 : 0;
    }

    void keep(Fired alert) {
        fired.add(alert);
    }

    /** Something became of its newest alert, if that was kept. */
    void follow(Transition transition) {
        Alert now = transition.alert();
        int last = fired.size() - 1;
        if (last >= 0 && fired.get(last).alert().triggeredAt().equals(now.triggeredAt())) {
            fired.set(last, fired.get(last).with(now));
        }
    }

    /** Forgets its newest alert if it was resolved before that moment. Returns whether it did. */
    boolean forgetLast(Instant resolvedBefore) {
        int last = fired.size() - 1;
        boolean over = last >= 0
                && fired.get(last)
                        .alert()
                        .resolvedAt()
                        .filter(at -> at.isBefore(resolvedBefore))
                        .isPresent();
        if (over) {
            fired.remove(last);
        }
        return over;
    }

    /** What is counted before anything is compared. */
    ServiceCounts counts(long recorded) {
        return new ServiceCounts(checks, triggers, recorded, 0, 0, 0, 0, 0, suppressed);
    }
}
