package io.healthmon.javalin.page;

import io.healthmon.HealthStatus;
import io.healthmon.alert.Acknowledgement;
import io.healthmon.alert.Alert;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The list of alerts.
 *
 * @param filter what was asked for
 * @param rows those that there are, newest first
 * @param more true if there may be more than are listed
 * @param knownSince while memory answers: since when those that were resolved are known; empty otherwise
 */
public record AlertsPage(Frame frame, AlertFilter filter, List<Row> rows, boolean more, Optional<Instant> knownSince) {

    public AlertsPage {
        rows = List.copyOf(rows);
    }

    /**
     * A line of the list.
     *
     * @param id its number; empty while that is not known
     */
    public record Row(Alert alert, OptionalLong id) {

        /** What gives it its sign: healthy once it is resolved. */
        public HealthStatus status() {
            return alert.active() ? AlertWords.status(alert) : HealthStatus.HEALTHY;
        }

        /** What its service was found to be. */
        public String word() {
            return AlertWords.status(alert).word();
        }

        /** The cause. */
        public String cause() {
            return AlertWords.cause(alert.service(), alert.message());
        }

        /** Where its story is; empty while its number is not known. */
        public Optional<String> href() {
            return id.isPresent() ? Optional.of("/alerts/" + id.getAsLong()) : Optional.empty();
        }

        /** How long it took; empty while it is active. */
        public Optional<String> lasted() {
            return alert.resolvedAt().map(end -> Words.span(java.time.Duration.between(alert.triggeredAt(), end)));
        }

        /** Who sees to it, or did. */
        public String seenBy() {
            return alert.acknowledgement().map(Acknowledgement::by).orElse("");
        }

        /** Who was told. */
        public String told() {
            return String.join(", ", alert.channels());
        }
    }
}
