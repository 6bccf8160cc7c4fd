package io.healthmon.evaluate;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.check.Observation;

/**
 * Says what an observation means. Pure: the same arguments always give the same answer, nothing else is touched, so that a
 * recorded log can be evaluated again. Called on several threads at once; must not block. Anything thrown is a
 * {@code monitor_fault}: a bug of the evaluator, not of the target.
 */
@FunctionalInterface
public interface StatusEvaluator {

    /**
     * Evaluates one observation.
     *
     * @param target what was looked at
     * @param observation what came back; never a {@link Observation.MonitorFault}, which is no statement about the target
     * @param previous the status the service had; unknown if it was never checked
     */
    Evaluation evaluate(HealthTarget target, Observation observation, HealthStatus previous);

    /** The default: reads the health bodies in the wild, as {@code docs/formats.md} tells. */
    static StatusEvaluator standard() {
        return StandardEvaluator.INSTANCE;
    }
}
