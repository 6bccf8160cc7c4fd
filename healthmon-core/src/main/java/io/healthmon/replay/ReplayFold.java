package io.healthmon.replay;

import io.healthmon.HealthTarget;
import io.healthmon.alert.Decision;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Suppression;
import io.healthmon.alert.Transition;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.store.LogReader.LogRead;
import io.healthmon.store.StoredCheck;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The fold of the log under the draft, as the monitor would have made it. Bounded by {@link #MOST_KEPT}. Not thread-safe. */
final class ReplayFold {

    /** Alerts that are kept to be compared, some 30 MB; more are only counted. */
    static final int MOST_KEPT = 50_000;

    private static final int MOST_NAMES = 100;

    private final ReplayRequest request;
    private final Map<String, Course> courses = new HashMap<>();
    private final List<Suppression> suppressions = new ArrayList<>();
    private final SortedSet<String> unknownServices = new TreeSet<>();
    private Optional<Instant> keptTo = Optional.empty();
    private int kept;
    private long turns;
    private long late;
    private long unknown;
    private long faults;

    ReplayFold(ReplayRequest request) {
        this.request = request;
        request.targets().forEach(target -> courses.put(target.name(), new Course(target)));
    }

    void fold(StoredCheck row) {
        CheckResult check = row.check();
        turns++;
        Course course = courses.get(check.service());
        if (course == null) {
            unknown++;
            if (unknownServices.size() < MOST_NAMES) {
                unknownServices.add(check.service());
            }
        } else if (course.isPast(check.timestamp())) {
            late++;
        } else {
            fold(course, check);
        }
    }

    private void fold(Course course, CheckResult check) {
        ServiceState before = course.state();
        Decision decision = decide(course.target(), before, check);
        boolean counts = !check.timestamp().isBefore(request.since());
        course.checked(decision.state(), turns, counts);
        decision.transitions().forEach(transition -> happened(course, transition));
        if (decision.suppression().isPresent() && counts) {
            suppressed(course, before, decision.suppression().get());
        }
    }

    private Decision decide(HealthTarget target, ServiceState before, CheckResult check) {
        try {
            return request.policy().decide(target, before, check);
        } catch (RuntimeException e) {
            faults++;
            return new Decision(before.after(target, check), List.of());
        }
    }

    private void happened(Course course, Transition transition) {
        if (transition.kind() == Transition.Kind.TRIGGERED) {
            Instant at = transition.alert().triggeredAt();
            course.triggered(!at.isBefore(request.since()));
            if (kept < MOST_KEPT) {
                course.keep(Fired.by(transition));
                kept++;
            } else {
                keptTo = Optional.of(keptTo.filter(at::isAfter).orElse(at));
            }
            return;
        }
        course.follow(transition);
        // One that was over long before the time asked for is nothing to compare.
        if (transition.kind() == Transition.Kind.RESOLVED
                && course.forgetLast(
                        request.since().minus(course.target().schedule().interval()))) {
            kept--;
        }
    }

    private void suppressed(Course course, ServiceState before, Suppression suppression) {
        if (before.held().filter(held -> held.goesOn(suppression)).isPresent()) {
            return;
        }
        course.suppressed();
        if (suppressions.size() < request.listed()) {
            suppressions.add(suppression);
        }
    }

    /** True if the draft has the service. */
    boolean has(String service) {
        return courses.containsKey(service);
    }

    Collection<Course> courses() {
        return courses.values();
    }

    List<Suppression> suppressions() {
        return suppressions;
    }

    /** The first alert that was not kept. */
    Optional<Instant> keptTo() {
        return keptTo;
    }

    ReplayReport.LogFigures figures(LogRead read) {
        return new ReplayReport.LogFigures(read.checks(), read.displaced(), late, unknown, unknownServices, faults);
    }
}
