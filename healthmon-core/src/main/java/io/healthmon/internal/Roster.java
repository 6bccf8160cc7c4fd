package io.healthmon.internal;

import io.healthmon.HealthTarget;
import io.healthmon.alert.context.Dependencies;
import io.healthmon.alert.context.OwnAlert;
import io.healthmon.view.UnknownServiceException;
import java.util.List;

/** Who is watched, changed as one: the list, the slots, and that there is a checker. Thread-safe. */
final class Roster {

    private final Targets targets;
    private final Slots slots;
    private final Checkers checkers;
    private final ChecksUnderWay underWay;
    private final List<String> canaries;
    private boolean running;

    Roster(Targets targets, Slots slots, Checkers checkers, ChecksUnderWay underWay, List<String> canaries) {
        this.targets = targets;
        this.slots = slots;
        this.checkers = checkers;
        this.underWay = underWay;
        this.canaries = canaries;
    }

    /** Puts everyone on the grid, and from now on those who come. */
    synchronized void start() {
        running = true;
        targets.all().forEach(slots::put);
    }

    void add(HealthTarget target) {
        requireChecker(target);
        requireOwnName(target);
        synchronized (this) {
            Dependencies.requireNoCycle(target, targets::find);
            if (!targets.add(target)) {
                throw new IllegalArgumentException("there is a service '" + target.name() + "' already");
            }
            if (running) {
                slots.put(target);
            }
        }
    }

    void replace(HealthTarget target) {
        requireChecker(target);
        requireOwnName(target);
        synchronized (this) {
            Dependencies.requireNoCycle(target, targets::find);
            if (!targets.replace(target)) {
                throw new UnknownServiceException(target.name());
            }
            if (running) {
                slots.put(target);
            }
        }
    }

    synchronized void remove(String service) {
        if (targets.remove(service).isEmpty()) {
            throw new UnknownServiceException(service);
        }
        slots.remove(service);
        underWay.forget(service);
    }

    private void requireOwnName(HealthTarget target) {
        if (target.name().equals(OwnAlert.SERVICE) && !canaries.isEmpty()) {
            throw new IllegalArgumentException("where there are canaries, no service may be called '" + OwnAlert.SERVICE
                    + "': that is whose alert says that the monitor is cut off");
        }
    }

    /** Not under the lock: the first target of a kind makes its checker, which is the provider's code. */
    private void requireChecker(HealthTarget target) {
        checkers.of(target.spec().type());
    }
}
