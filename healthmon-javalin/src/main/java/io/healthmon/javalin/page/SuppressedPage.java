package io.healthmon.javalin.page;

import io.healthmon.alert.Suppression;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Why alerts did not fire: what would have happened to them, and did not.
 *
 * @param service one service; empty for all
 * @param hours so far back
 * @param rows newest first
 * @param more true if there may be more than are listed
 * @param known false while the store is away, which alone knows them
 */
public record SuppressedPage(Frame frame, String service, int hours, List<Row> rows, boolean more, boolean known) {

    public SuppressedPage {
        rows = List.copyOf(rows);
    }

    /**
     * One.
     *
     * @param alert the number of the alert that lists it; empty if none does, or that is not known
     */
    public record Row(Suppression suppression, OptionalLong alert) {

        /** When. */
        public Instant at() {
            return suppression.at();
        }

        /** What did not happen. */
        public String title() {
            return Withheld.title(suppression, suppression.service());
        }

        /** The rule that would have made it happen, and what kept it. */
        public String why() {
            return suppression.why().sentence();
        }

        /** Where the alert is that lists it. */
        public Optional<String> href() {
            return alert.isPresent() ? Optional.of("/alerts/" + alert.getAsLong()) : Optional.empty();
        }
    }

    /** The list of alerts beside it. */
    public AlertFilter filter() {
        return new AlertFilter("active", service, AlertFilter.FEW);
    }

    /** So far back, for a reader to choose from. */
    public static List<Integer> choices() {
        return List.of(24, 168, 720);
    }

    /** Such a time in words. */
    public static String words(int hours) {
        return hours % 24 == 0 && hours > 24 ? hours / 24 + " days" : Words.count(hours, "hour", "hours");
    }
}
