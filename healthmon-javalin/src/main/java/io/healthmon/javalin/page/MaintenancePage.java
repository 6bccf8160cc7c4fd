package io.healthmon.javalin.page;

import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.MaintenanceWindow.Once;
import io.healthmon.alert.MaintenanceWindow.Recurring;
import io.healthmon.alert.Silence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What people said beforehand: when services are worked on, and whose alerts are not told.
 *
 * @param calendar of the next four weeks
 * @param windows those that are not over
 * @param silences likewise, the newest first
 * @param prefilled a service to be silenced; empty if none is asked for
 */
public record MaintenancePage(
        Frame frame, Calendar calendar, List<Window> windows, List<Quiet> silences, String prefilled) {

    public MaintenancePage {
        windows = List.copyOf(windows);
        silences = List.copyOf(silences);
    }

    /**
     * A maintenance window.
     *
     * @param next when it is on next, or now; empty if that is not within the calendar
     * @param mayEnd true if the reader may end it
     */
    public record Window(MaintenanceWindow window, Optional<Span> next, boolean configured, boolean mayEnd) {

        /** Whose alerts. */
        public String whose() {
            return Meant.words(window.matcher());
        }

        /** Its times, if it recurs, in words. */
        public Optional<String> rhythm() {
            return window.when() instanceof Recurring its
                    ? Optional.of(Words.every(its.duration()) + " each time")
                    : Optional.empty();
        }

        /** Its expression, if it recurs. */
        public String cron() {
            return window.when() instanceof Recurring its ? its.cron() + " " + its.zone() : "";
        }

        /** Its times, if it is once. */
        public Optional<Span> once() {
            return window.when() instanceof Once its ? Optional.of(new Span(its.from(), its.to())) : Optional.empty();
        }

        /** True if it is on. */
        public boolean on(Instant now) {
            return next.filter(span -> !now.isBefore(span.from())).isPresent();
        }
    }

    /** From when to when. */
    public record Span(Instant from, Instant to) {}

    /**
     * A silence.
     *
     * @param mayEnd true if the reader may end it
     */
    public record Quiet(Silence silence, boolean mayEnd) {

        /** Whose alerts. */
        public String whose() {
            return Meant.words(silence.matcher());
        }
    }
}
