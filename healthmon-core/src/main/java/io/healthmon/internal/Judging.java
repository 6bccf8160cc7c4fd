package io.healthmon.internal;

import io.healthmon.HealthTarget;
import io.healthmon.alert.AlertPolicy;
import io.healthmon.alert.Decision;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.context.AlertContext;
import io.healthmon.alert.context.Awaited;
import io.healthmon.alert.context.ContextJudge;
import io.healthmon.alert.context.Judgement;
import io.healthmon.alert.context.Surroundings;
import io.healthmon.evaluate.CheckResult;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a check's service: the policy decides, and its surroundings have their say. Each fold has one, in its order. */
final class Judging implements Surroundings {

    private static final Logger LOG = LoggerFactory.getLogger(Judging.class);

    private final Targets targets;
    private final AlertPolicy policy;
    private final Supplier<AlertContext> context;
    private final Function<String, Optional<ServiceState>> states;
    private final Counters counters;
    private final Awaited awaited = new Awaited();

    /**
     * @param states the states as of the checks judged before
     */
    Judging(
            Targets targets,
            AlertPolicy policy,
            Supplier<AlertContext> context,
            Function<String, Optional<ServiceState>> states,
            Counters counters) {
        this.targets = targets;
        this.policy = policy;
        this.context = context;
        this.states = states;
        this.counters = counters;
    }

    /** The same for another order of checks, with the states that belong to it. */
    Judging with(Function<String, Optional<ServiceState>> others) {
        return new Judging(targets, policy, context, others, counters);
    }

    /** A check, judged, and the services whose decisions waited for it. */
    record Judged(Judgement judgement, Set<String> answered) {

        Decision decision() {
            return judgement.decision();
        }
    }

    Judged judge(HealthTarget target, ServiceState before, CheckResult check) {
        Decision decided = decide(target, before, check);
        Judgement judgement = judge(target, before, decided, check);
        return new Judged(judgement, awaited.judged(target.name(), judgement.ask()));
    }

    /** It is no longer watched. */
    void forget(String service) {
        awaited.forget(service);
    }

    private Decision decide(HealthTarget target, ServiceState state, CheckResult result) {
        try {
            return checked(policy.decide(target, state, result), result);
        } catch (Throwable t) {
            LOG.error("{}: the alert policy failed; the check is recorded without it", result.service(), t);
            counters.monitorFaults.increment();
            return new Decision(state.after(target, result), List.of());
        }
    }

    /** A policy that forgets the check would break the order of timestamps, and one that answers for another service its state. */
    private static Decision checked(Decision decision, CheckResult check) {
        ServiceState after = decision.state();
        if (!after.service().equals(check.service()) || !after.lastCheck().equals(Optional.of(check))) {
            throw new IllegalStateException("the policy's new state is not that of " + check.service() + " at "
                    + check.timestamp() + ", but of " + after.service());
        }
        return decision;
    }

    /** Calendars and policies are others' code: what fails here keeps no alert from being opened. */
    private Judgement judge(HealthTarget target, ServiceState before, Decision decided, CheckResult check) {
        try {
            return ContextJudge.judge(target, before, decided, check, this);
        } catch (Throwable t) {
            LOG.error(
                    "{}: what surrounds it could not be judged; its alert is not kept from being opened",
                    target.name(),
                    t);
            counters.monitorFaults.increment();
            return new Judgement(decided, Optional.empty(), Set.of());
        }
    }

    // ---- what surrounds it

    @Override
    public Optional<HealthTarget> target(String service) {
        return targets.find(service);
    }

    @Override
    public Optional<ServiceState> state(String service) {
        return states.apply(service);
    }

    @Override
    public boolean judgedSince(String other, String service) {
        return awaited.judgedSince(other, service);
    }

    @Override
    public AlertContext context() {
        return context.get();
    }
}
