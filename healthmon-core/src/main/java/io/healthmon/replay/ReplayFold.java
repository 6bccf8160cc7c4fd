package io.healthmon.replay;

import io.healthmon.HealthTarget;
import io.healthmon.alert.Decision;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Suppression;
import io.healthmon.alert.Transition;
import io.healthmon.alert.context.AlertContext;
import io.healthmon.alert.context.Awaited;
import io.healthmon.alert.context.ContextJudge;
import io.healthmon.alert.context.Judgement;
import io.healthmon.alert.context.OwnAlert;
import io.healthmon.alert.context.Surroundings;
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
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The fold of the log under the draft, as the monitor would have made it. Bounded by {@link #MOST_KEPT}. Not thread-safe. */
final class ReplayFold implements Surroundings {

    /** Alerts that are kept to be compared, some 30 MB; more are only counted. */
    static final int MOST_KEPT = 50_000;

    private static final int MOST_NAMES = 100;

    private final ReplayRequest request;
    private final Map<String, Course> courses = new HashMap<>();
    private final Awaited awaited = new Awaited();
    private final List<Suppression> suppressions = new ArrayList<>();
    private final SortedSet<String> unknownServices = new TreeSet<>();
    private Optional<Instant> keptTo = Optional.empty();
    private int kept;
    private long late;
    private long unknown;
    private long faults;

    ReplayFold(ReplayRequest request) {
        this.request = request;
        request.targets().forEach(target -> courses.put(target.name(), new Course(target)));
        if (!request.context().canaries().isEmpty()) {
            courses.putIfAbsent(OwnAlert.SERVICE, new Course(OwnAlert.target()));
        }
    }

    void fold(StoredCheck row) {
        CheckResult check = row.check();
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
        Judgement judgement = judge(course.target(), before, check);
        judgement.monitor().ifPresent(this::own);
        Decision decision = judgement.decision();
        boolean counts = !check.timestamp().isBefore(request.since());
        course.checked(decision.state(), counts);
        awaited.judged(check.service(), judgement.ask());
        decision.transitions().forEach(transition -> happened(course, transition));
        if (decision.suppression().isPresent() && counts) {
            suppressed(course, before, decision.suppression().get());
        }
    }

    /** As the monitor does: what throws decides nothing, and keeps nothing. */
    private Judgement judge(HealthTarget target, ServiceState before, CheckResult check) {
        Decision decided;
        try {
            decided = request.policy().decide(target, before, check);
        } catch (RuntimeException e) {
            faults++;
            decided = new Decision(before.after(target, check), List.of());
        }
        try {
            return ContextJudge.judge(target, before, decided, check, this);
        } catch (RuntimeException e) {
            faults++;
            return new Judgement(decided, Optional.empty(), Set.of());
        }
    }

    /** Something became of the monitor's own alert. */
    private void own(Transition transition) {
        Course own = courses.computeIfAbsent(OwnAlert.SERVICE, name -> new Course(OwnAlert.target()));
        own.become(OwnAlert.after(transition));
        happened(own, transition);
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

    // ---- what surrounds a service

    @Override
    public Optional<HealthTarget> target(String service) {
        return Optional.ofNullable(courses.get(service)).map(Course::target);
    }

    @Override
    public Optional<ServiceState> state(String service) {
        return Optional.ofNullable(courses.get(service)).filter(Course::isKnown).map(Course::state);
    }

    @Override
    public boolean judgedSince(String other, String service) {
        return awaited.judgedSince(other, service);
    }

    @Override
    public AlertContext context() {
        return request.context();
    }

    // ---- what came of it

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
