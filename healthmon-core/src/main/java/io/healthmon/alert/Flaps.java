package io.healthmon.alert;

import io.healthmon.HealthTarget;
import io.healthmon.target.Flapping;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a service flaps: Icinga's weighted share of changes over the last 20 checks, with two bounds, so that it does not begin and
 * cease by turns itself. Only changes between healthy and not healthy count: what is degraded and unhealthy by turns is never well.
 */
final class Flaps {

    /** The oldest change weighs 38 and the newest 57, which is as 0.8 to 1.2. */
    private static final int OLDEST = 38;

    private static final int NEWEST = OLDEST + Trail.WINDOW - 1;
    private static final int ALL = Trail.WINDOW * (OLDEST + NEWEST) / 2;

    private Flaps() {}

    /** True once as many checks are known as are judged. */
    static boolean isKnown(Trail trail) {
        return trail.observed() == Trail.WINDOW;
    }

    /** The weighted share of changes, in percent. */
    static double percent(Trail trail) {
        return 100.0 * weight(trail) / ALL;
    }

    /** The same, for people. */
    static String share(Trail trail) {
        return String.format(Locale.ROOT, "%.1f %%", percent(trail));
    }

    /**
     * True if the service flaps.
     *
     * @param already whether it did at the check before
     */
    static boolean flaps(HealthTarget target, Trail trail, boolean already) {
        Optional<Flapping> rule = target.rules().flapping();
        if (rule.isEmpty() || !isKnown(trail)) {
            return false;
        }
        int share = 100 * weight(trail);
        return already
                ? share >= ALL * rule.get().low()
                : share > ALL * rule.get().high();
    }

    private static int weight(Trail trail) {
        int weight = 0;
        for (int age = 0; age < Trail.WINDOW; age++) {
            weight += (trail.changes() >>> age & 1) * (NEWEST - age);
        }
        return weight;
    }
}
