package io.healthmon;

import io.healthmon.check.Checker;
import io.healthmon.check.CheckerContext.StorePing;
import io.healthmon.check.CheckerProvider;
import io.healthmon.check.Observation;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.evaluate.StatusEvaluator;
import io.healthmon.internal.CheckRunner;
import io.healthmon.internal.MonitorCheckerContext;
import io.healthmon.outbound.OutboundDoor;
import io.healthmon.outbound.OutboundPolicy;
import io.healthmon.time.MonitorClock;
import io.healthmon.time.SystemTimers;
import java.util.concurrent.CompletionException;

/**
 * One look at a target without a monitor: checked and evaluated as a monitor would, recorded nowhere.
 *
 * @param result the check, evaluated
 * @param observation what came back
 */
public record SingleCheck(CheckResult result, Observation observation) {

    /**
     * Checks {@code target} with the standard evaluator; dials as {@link OutboundPolicy#HOMELAB} says. Blocks, for no longer than the
     * target's timeout.
     *
     * @param ownStore what a {@code postgres} target without a URL looks at
     * @throws MonitorFaultException if the monitor itself failed
     */
    public static SingleCheck of(HealthTarget target, CheckerProvider provider, StorePing ownStore) {
        try (OutboundDoor door = OutboundDoor.open(MonitorClock.system(), OutboundPolicy.HOMELAB)) {
            return of(target, provider, ownStore, door);
        }
    }

    /**
     * The same through a given door, which stays open.
     *
     * @throws MonitorFaultException if the monitor itself failed
     */
    public static SingleCheck of(HealthTarget target, CheckerProvider provider, StorePing ownStore, OutboundDoor door) {
        try (SystemTimers timers = new SystemTimers("healthmon-timer");
                MonitorCheckerContext context =
                        new MonitorCheckerContext(MonitorClock.system(), timers, ownStore, door);
                Checker checker = context.checker(provider)) {
            CheckRunner.Look look = new CheckRunner(MonitorClock.system(), timers, context.executor())
                    .run(target, checker)
                    .join();
            if (look.observation() instanceof Observation.MonitorFault fault) {
                throw new MonitorFaultException(fault.message());
            }
            Evaluation evaluation =
                    StatusEvaluator.standard().evaluate(target, look.observation(), HealthStatus.UNKNOWN);
            return new SingleCheck(
                    new CheckResult(target.name(), look.startedAt(), look.took(), evaluation), look.observation());
        } catch (CompletionException e) {
            throw new MonitorFaultException("the check could not be run");
        }
    }
}
