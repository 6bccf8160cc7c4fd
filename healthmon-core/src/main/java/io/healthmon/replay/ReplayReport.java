package io.healthmon.replay;

import io.healthmon.alert.Suppression;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a replay found. Lists are cut at what was asked for; what is counted is counted in full.
 *
 * @param request what was replayed
 * @param services what of each of the draft's services, by name, those without a check in the log included
 * @param findings alerts of the draft and recorded ones, by the moments of their triggers; of many, those that differ first
 * @param suppressions what kept alerts of the draft from being opened, the first of them
 * @param activeBefore alerts that the draft would have had open already when the time asked for began
 * @param recordedBefore alerts that were recorded and active when it began
 * @param log how much of the log was read
 * @param comparedTo where comparing ended because there were too many alerts; what is later is counted as fired or recorded alone. Empty
 *     mostly
 */
public record ReplayReport(
        ReplayRequest request,
        SortedMap<String, ServiceCounts> services,
        List<Finding> findings,
        List<Suppression> suppressions,
        long activeBefore,
        long recordedBefore,
        LogFigures log,
        Optional<Instant> comparedTo) {

    public ReplayReport {
        services = Collections.unmodifiableSortedMap(new TreeMap<>(services));
        findings = List.copyOf(findings);
        suppressions = List.copyOf(suppressions);
    }

    /** All services together. */
    public ServiceCounts total() {
        return services.values().stream().reduce(ServiceCounts.NONE, ServiceCounts::plus);
    }

    /** Services of the draft that have no check in the time that was read. */
    public List<String> servicesWithoutChecks() {
        return services.entrySet().stream()
                .filter(service -> service.getValue().checks() == 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * How much of the log was read.
     *
     * @param checks how many checks, those that warm up and those left out included
     * @param displaced checks that were folded where their time says, since their number in the log says another place
     * @param late checks that were left out, since they are not later than the one of their service before: no monitor folded them
     * @param unknown checks that were left out, since the draft does not have their services
     * @param unknownServices these services, the first of them
     * @param faults checks of which the policy threw: they count, and decide nothing
     */
    public record LogFigures(
            long checks, long displaced, long late, long unknown, SortedSet<String> unknownServices, long faults) {
        public LogFigures {
            unknownServices = Collections.unmodifiableSortedSet(new TreeSet<>(unknownServices));
        }
    }
}
