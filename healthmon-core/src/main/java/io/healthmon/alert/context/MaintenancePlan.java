package io.healthmon.alert.context;

import io.healthmon.HealthTarget;
import io.healthmon.alert.CronReader;
import io.healthmon.alert.MaintenanceTime;
import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.MaintenanceWindow.Once;
import io.healthmon.alert.MaintenanceWindow.Recurring;
import io.healthmon.alert.Occurrences;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The maintenance windows that are known, with what their cron expressions mean. Immutable to those who use it, and thread-safe. */
public final class MaintenancePlan {

    /** None. */
    public static final MaintenancePlan NONE = new MaintenancePlan(List.of());

    private static final int MOST_TIMES = 1_000;

    private final List<Planned> windows;

    private MaintenancePlan(List<Planned> windows) {
        this.windows = List.copyOf(windows);
    }

    /**
     * Makes one.
     *
     * @throws IllegalArgumentException if a window's cron expression or its zone can't be understood
     */
    public static MaintenancePlan of(List<MaintenanceWindow> windows, CronReader reader) {
        return windows.isEmpty()
                ? NONE
                : new MaintenancePlan(windows.stream()
                        .map(window -> new Planned(window, times(window, reader)))
                        .toList());
    }

    private static Times times(MaintenanceWindow window, CronReader reader) {
        if (window.when() instanceof Once once) {
            return new Single(new Span(once.from(), once.to()));
        }
        Recurring recurring = (Recurring) window.when();
        return new Recurrence(reader.occurrences(recurring.cron(), recurring.zone()), recurring.duration());
    }

    /** The windows, in their order. */
    public List<MaintenanceWindow> windows() {
        return windows.stream().map(Planned::window).toList();
    }

    /** The window that the service is in at this moment; the first of several. */
    public Optional<MaintenanceWindow> covering(HealthTarget target, Instant moment) {
        for (Planned planned : windows) {
            if (planned.window().matcher().matches(target)
                    && planned.spanAt(moment).isPresent()) {
                return Optional.of(planned.window());
            }
        }
        return Optional.empty();
    }

    /** Until when the window that is on at this moment goes on; empty if it is not on. */
    public Optional<Instant> endOf(MaintenanceWindow window, Instant moment) {
        return windows.stream()
                .filter(planned -> planned.window().id().equals(window.id()))
                .findFirst()
                .flatMap(planned -> planned.spanAt(moment))
                .map(Span::to);
    }

    /**
     * The times of the windows in a span, each that touches it, by their beginning. Of a window that begins very often the first thousand.
     *
     * @param from the beginning of the span
     * @param to its end
     */
    public List<MaintenanceTime> times(Instant from, Instant to) {
        return windows.stream()
                .flatMap(planned -> planned.between(from, to).stream())
                .sorted(Comparator.comparing(MaintenanceTime::from))
                .toList();
    }

    private record Span(Instant from, Instant to) {
        boolean contains(Instant moment) {
            return !moment.isBefore(from) && moment.isBefore(to);
        }
    }

    private interface Times {
        /** The time that a moment is in. */
        Optional<Span> at(Instant moment);

        /** The first that begins after a moment. */
        Optional<Span> after(Instant moment);
    }

    private record Single(Span span) implements Times {
        @Override
        public Optional<Span> at(Instant moment) {
            return Optional.of(span).filter(its -> its.contains(moment));
        }

        @Override
        public Optional<Span> after(Instant moment) {
            return Optional.of(span).filter(its -> its.from().isAfter(moment));
        }
    }

    private record Planned(MaintenanceWindow window, Times times) {
        Optional<Span> spanAt(Instant moment) {
            return window.isOver(moment) ? Optional.empty() : times.at(moment);
        }

        List<MaintenanceTime> between(Instant from, Instant to) {
            List<MaintenanceTime> found = new ArrayList<>();
            Optional<Span> next = times.at(from).or(() -> times.after(from));
            while (next.isPresent() && next.get().from().isBefore(to) && found.size() < MOST_TIMES) {
                Span span = next.get();
                if (!window.isOver(span.from())) {
                    found.add(new MaintenanceTime(window, span.from(), span.to()));
                }
                next = times.after(span.from());
            }
            return found;
        }
    }

    /** The answer of one moment mostly holds for those after it: of thousands of services that fail at a time, one asks the calendar. */
    private static final class Recurrence implements Times {
        private final Occurrences occurrences;
        private final Duration duration;
        private volatile @Nullable Known known;

        Recurrence(Occurrences occurrences, Duration duration) {
            this.occurrences = occurrences;
            this.duration = duration;
        }

        /** What is so for all moments from one to another. */
        private record Known(Span valid, Optional<Span> answer) {}

        @Override
        public Optional<Span> at(Instant moment) {
            Known before = known;
            if (before != null && before.valid().contains(moment)) {
                return before.answer();
            }
            Known now = ask(moment);
            known = now;
            return now.answer();
        }

        @Override
        public Optional<Span> after(Instant moment) {
            return occurrences.firstAfter(moment).map(from -> new Span(from, from.plus(duration)));
        }

        private Known ask(Instant moment) {
            Optional<Span> begun = occurrences.lastUntil(moment).map(from -> new Span(from, from.plus(duration)));
            Instant next = occurrences.firstAfter(moment).orElse(Instant.MAX);
            if (begun.isPresent() && begun.get().contains(moment)) {
                Instant to = begun.get().to();
                return new Known(new Span(begun.get().from(), to.isBefore(next) ? to : next), begun);
            }
            return new Known(new Span(begun.map(Span::to).orElse(moment), next), Optional.empty());
        }
    }
}
