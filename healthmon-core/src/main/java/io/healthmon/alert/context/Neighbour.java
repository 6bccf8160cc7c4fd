package io.healthmon.alert.context;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.alert.Held;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Suppression.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** How another service looks from one that fails. */
enum Neighbour {
    /** It works, or keeps nobody's alert from being opened. */
    UP,
    /** It is down, and that is, or will be, or deliberately is not, alerted. */
    DOWN,
    /** What is known of it is older than the failure, or too old. */
    UNDECIDED;

    /**
     * A failure that is judged.
     *
     * @param service whose
     * @param began when the first check of the streak was made
     * @param now when the check that is judged was made
     * @param undecidedSince since when the decision waits for others; {@code now} if it does not yet
     * @param operational whether the service does its work all the same
     * @param streak how many checks in a row were not healthy, with this one
     */
    record Failure(
            String service, Instant began, Instant now, Instant undecidedSince, boolean operational, int streak) {}

    /**
     * How a service that the failing one depends on looks. One that was found down before the failure began is down until it is found
     * otherwise.
     */
    static Neighbour parent(HealthTarget other, Surroundings around, Failure failure) {
        Optional<ServiceState> state = around.state(other.name());
        Neighbour found =
                state.map(its -> found(other, its, around, failure, false)).orElse(UNDECIDED);
        if (found == DOWN && state.isPresent()) {
            return alerts(other, state.get()) && !keptBy(failure.service(), state.get(), around) ? DOWN : UP;
        }
        return found;
    }

    /** How a canary looks: only a check made since the failure began says anything, since a whole network is judged by it. */
    static Neighbour canary(HealthTarget other, Surroundings around, Failure failure) {
        if (other.name().equals(failure.service())) {
            return failure.operational() ? UP : DOWN;
        }
        return around.state(other.name())
                .map(its -> found(other, its, around, failure, true))
                .orElse(UNDECIDED);
    }

    /** How often in a row a canary that is down was found not to be well. */
    static int failuresOf(HealthTarget canary, Surroundings around, Failure failure) {
        return canary.name().equals(failure.service())
                ? failure.streak()
                : around.state(canary.name()).map(ServiceState::failureStreak).orElse(0);
    }

    private static Neighbour found(
            HealthTarget other, ServiceState state, Surroundings around, Failure failure, boolean freshOnly) {
        if (state.lastCheck().isEmpty()) {
            return UNDECIDED;
        }
        Instant last = state.lastCheck().get().timestamp();
        // Clocks may be set: a result that came while the failing service waited for it counts whatever its time.
        boolean answered = around.judgedSince(other.name(), failure.service());
        boolean fresh = answered || !last.isBefore(failure.began());
        if (state.status().operational()) {
            return fresh ? UP : UNDECIDED;
        }
        boolean stale = Duration.between(last, failure.now()).compareTo(ServiceState.unobservedAfter(other)) > 0;
        return stale && !answered || freshOnly && !fresh ? UNDECIDED : DOWN;
    }

    /** True while its failure is alerted, may still come to be, or is kept from it itself. */
    private static boolean alerts(HealthTarget other, ServiceState state) {
        int threshold = state.status() == HealthStatus.UNKNOWN
                ? other.thresholds().unknown()
                : other.thresholds().failure();
        return state.activeAlert().isPresent() || state.held().isPresent() || state.failureStreak() < threshold;
    }

    /** True if what keeps its alert is, in the end, the failing service itself: two that wait for each other would both be silent. */
    private static boolean keptBy(String failing, ServiceState state, Surroundings around) {
        Set<String> seen = new HashSet<>();
        Optional<ServiceState> next = Optional.of(state);
        while (next.isPresent() && seen.add(next.get().service())) {
            if (next.get().activeAlert().isPresent()) {
                return false;
            }
            Optional<String> keeper =
                    next.get().held().filter(Neighbour::byService).flatMap(Held::because);
            if (keeper.equals(Optional.of(failing))) {
                return true;
            }
            next = keeper.flatMap(around::state);
        }
        return next.isPresent();
    }

    private static boolean byService(Held held) {
        return held.cause() == Cause.DEPENDENCY || held.cause() == Cause.COMPONENT || held.cause() == Cause.UNDECIDED;
    }

    /** True if the decision has waited for the other for as long as a check of it may take to come. */
    static boolean isWaitOver(HealthTarget other, Failure failure) {
        return isWaitOver(other, failure, 1);
    }

    /** The same of several checks, one after the other. */
    static boolean isWaitOver(HealthTarget other, Failure failure, int checks) {
        Duration patience =
                other.schedule().interval().plus(other.schedule().timeout()).multipliedBy(checks);
        return Duration.between(failure.undecidedSince(), failure.now()).compareTo(patience) > 0;
    }
}
