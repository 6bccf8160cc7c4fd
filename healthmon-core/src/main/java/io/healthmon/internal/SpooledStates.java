package io.healthmon.internal;

import io.healthmon.HealthTarget;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.context.OwnAlert;
import io.healthmon.store.NumberedStep;
import io.healthmon.store.spool.Spool;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest state of each service that an earlier process has left on disk: what is recorded of it, whatever the store knows. Of a
 * service whose newest entry is a result that was not folded, nothing is known.
 *
 * @param known by service
 */
record SpooledStates(Map<String, ServiceState> known) {

    private static final Logger LOG = LoggerFactory.getLogger(SpooledStates.class);

    /**
     * Reads backwards, until each of the targets was seen once. The monitor's own alert is resolved before the entry of a canary that
     * answers again: so where a canary's newest entry is such a one, there is none. Where none is, its own newest entry tells; where it
     * has none on disk, the store knows.
     */
    static SpooledStates read(Spool spool, List<HealthTarget> targets, List<String> canaries) {
        Map<String, ServiceState> known = new HashMap<>();
        Set<String> seen = new HashSet<>();
        Set<String> missing = new HashSet<>();
        targets.forEach(target -> missing.add(target.name()));
        try {
            spool.newestFirst(entry -> {
                if (seen.add(entry.service()) && entry instanceof NumberedStep numbered) {
                    known.put(entry.service(), numbered.step().state());
                }
                missing.remove(entry.service());
                return !missing.isEmpty() || !tells(known, seen, canaries);
            });
        } catch (IOException e) {
            LOG.error("the spool can't be read: {}", e.getMessage());
        }
        answering(known, canaries).ifPresent(canary -> known.putIfAbsent(OwnAlert.SERVICE, OwnAlert.none(canary)));
        return new SpooledStates(known);
    }

    /** Whether what was seen tells of the monitor's own alert, where there may be one. */
    private static boolean tells(Map<String, ServiceState> known, Set<String> seen, List<String> canaries) {
        return canaries.isEmpty()
                || seen.contains(OwnAlert.SERVICE)
                || answering(known, canaries).isPresent();
    }

    private static Optional<ServiceState> answering(Map<String, ServiceState> known, List<String> canaries) {
        return canaries.stream()
                .flatMap(canary -> Optional.ofNullable(known.get(canary)).stream())
                .filter(canary -> canary.status().operational())
                .findFirst();
    }
}
