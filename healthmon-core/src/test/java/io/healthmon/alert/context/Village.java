package io.healthmon.alert.context;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertPolicy;
import io.healthmon.alert.Held;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Suppression;
import io.healthmon.alert.Transition;
import io.healthmon.check.Checks;
import io.healthmon.check.Reason;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.target.AlertRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Services that surround each other, judged one check after another as the monitor does, without it. */
final class Village implements Surroundings {

    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Map<String, HealthTarget> targets = new HashMap<>();
    private final Map<String, ServiceState> states = new HashMap<>();
    private final Awaited awaited = new Awaited();
    private AlertContext context = AlertContext.NONE;

    final List<Transition> transitions = new ArrayList<>();

    /** Those that are new, as they are recorded. */
    final List<Suppression> suppressions = new ArrayList<>();

    /** Who was to be checked at once after the check judged last. */
    Set<String> asked = Set.of();

    /** Who of them not at once, but a few seconds later. */
    Set<String> again = Set.of();

    /** Whose decisions waited for the service judged last. */
    Set<String> answered = Set.of();

    static HealthTarget.Builder service(String name, String... parents) {
        return HealthTarget.tcp(name, "localhost", 1)
                .rules(new AlertRules(
                        Duration.ZERO, Optional.empty(), Optional.empty(), Optional.empty(), List.of(parents)));
    }

    Village with(HealthTarget.Builder... more) {
        for (HealthTarget.Builder builder : more) {
            HealthTarget target = builder.build();
            targets.put(target.name(), target);
        }
        return this;
    }

    Village in(AlertContext value) {
        context = value;
        return this;
    }

    static Instant at(long seconds) {
        return NOON.plusSeconds(seconds);
    }

    static CheckResult result(String service, long seconds, HealthStatus status) {
        Evaluation found = status == HealthStatus.HEALTHY
                ? Evaluation.healthy(Checks.empty(), Optional.empty())
                : Evaluation.of(status, Reason.REPORTED, "it is " + status.word(), Checks.empty(), Optional.empty());
        return new CheckResult(service, at(seconds), Duration.ofMillis(5), found);
    }

    /** One that complains of these components. */
    static CheckResult complaint(String service, long seconds, String... components) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("disk", "healthy");
        for (String component : components) {
            words.put(component, "unhealthy");
        }
        return new CheckResult(
                service,
                at(seconds),
                Duration.ofMillis(5),
                Evaluation.of(
                        HealthStatus.UNHEALTHY,
                        Reason.COMPONENT,
                        String.join(", ", components),
                        Checks.of(words),
                        Optional.empty()));
    }

    void healthy(String service, long seconds) {
        judge(result(service, seconds, HealthStatus.HEALTHY));
    }

    void unhealthy(String service, long seconds) {
        judge(result(service, seconds, HealthStatus.UNHEALTHY));
    }

    void judge(CheckResult check) {
        HealthTarget target = targets.get(check.service());
        ServiceState before = states.getOrDefault(check.service(), ServiceState.initial(check.service()));
        Judgement judgement =
                ContextJudge.judge(target, before, AlertPolicy.standard().decide(target, before, check), check, this);
        judgement.monitor().ifPresent(transition -> {
            states.put(OwnAlert.SERVICE, OwnAlert.after(transition));
            transitions.add(transition);
        });
        asked = judgement.ask();
        again = judgement.again();
        answered = new LinkedHashSet<>(awaited.judged(check.service(), judgement.ask()));
        transitions.addAll(judgement.decision().transitions());
        judgement
                .decision()
                .suppression()
                .filter(suppression ->
                        before.held().filter(held -> held.goesOn(suppression)).isEmpty())
                .ifPresent(suppressions::add);
        states.put(check.service(), judgement.decision().state());
    }

    Optional<Alert> alert(String service) {
        return state(service).flatMap(ServiceState::activeAlert);
    }

    Optional<Held> held(String service) {
        return state(service).flatMap(ServiceState::held);
    }

    Optional<Suppression.Cause> cause(String service) {
        return held(service).map(Held::cause);
    }

    @Override
    public Optional<HealthTarget> target(String service) {
        return Optional.ofNullable(targets.get(service));
    }

    @Override
    public Optional<ServiceState> state(String service) {
        return Optional.ofNullable(states.get(service));
    }

    @Override
    public boolean judgedSince(String other, String service) {
        return awaited.judgedSince(other, service);
    }

    @Override
    public AlertContext context() {
        return context;
    }
}
