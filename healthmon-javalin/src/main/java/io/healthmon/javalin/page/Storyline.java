package io.healthmon.javalin.page;

import io.healthmon.HealthStatus;
import io.healthmon.alert.Acknowledgement;
import io.healthmon.alert.Alert;
import io.healthmon.alert.CountedCheck;
import io.healthmon.alert.Suppression;
import io.healthmon.alert.Transition;
import io.healthmon.alert.Why;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.notify.Notification;
import io.healthmon.store.AlertEvent;
import io.healthmon.store.AlertStory;
import io.healthmon.store.OutboxEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** An alert's story in the order in which it happened. Pure. */
public final class Storyline {

    private final Alert alert;
    private final Map<Instant, CheckResult> checks;
    private final List<Moment> moments = new ArrayList<>();

    private Storyline(Alert alert, Map<Instant, CheckResult> checks) {
        this.alert = alert;
        this.checks = checks;
    }

    /**
     * The story, the oldest first.
     *
     * @param seen whether a service that had no alert of its own because of this one may be named
     * @param checks recorded checks by their timestamps, for what the ones that counted found; those that are missing are told without
     */
    public static List<Moment> of(AlertStory story, Predicate<String> seen, Map<Instant, CheckResult> checks) {
        Storyline line = new Storyline(story.alert().alert(), checks);
        for (AlertEvent event : story.events()) {
            if (event instanceof AlertEvent.Happened happened) {
                line.happened(happened);
            } else if (event instanceof AlertEvent.KeptBack kept
                    && seen.test(kept.suppression().service())) {
                line.keptBack(kept.suppression());
            }
        }
        line.told(story);
        // What was told comes after what it tells of: the sort is stable.
        line.moments.sort(Comparator.comparing(Moment::at));
        return List.copyOf(line.moments);
    }

    /** When the first of the checks that opened the alert was; the alert's own moment where that is not kept. */
    public static Instant begin(AlertStory story) {
        return story.events().stream()
                .filter(event ->
                        event instanceof AlertEvent.Happened happened && happened.kind() == Transition.Kind.TRIGGERED)
                .flatMap(event -> event.why().checks().stream())
                .map(CountedCheck::timestamp)
                .min(Comparator.naturalOrder())
                .orElse(story.alert().alert().triggeredAt());
    }

    private void happened(AlertEvent.Happened event) {
        switch (event.kind()) {
            case TRIGGERED -> triggered(event);
            case CHANGED ->
                add(event, mark(event), change(event), cause(event), event.why().sentence());
            case REMINDED ->
                add(
                        event,
                        mark(event),
                        "Still so: it was due to be told again",
                        event.why().sentence());
            case ACKNOWLEDGED -> acknowledged(event);
            case TOLD ->
                add(event, Moment.NOTE, "Told to more channels", event.why().sentence());
            case RESOLVED ->
                add(
                        event,
                        HealthStatus.HEALTHY.word(),
                        "Resolved after " + Words.span(Duration.between(alert.triggeredAt(), event.at())),
                        event.why().sentence());
        }
    }

    private void add(AlertEvent.Happened event, String mark, String title, String... said) {
        moments.add(Moment.by(event.why().rule(), event.at(), mark, title, List.of(said)));
    }

    private void triggered(AlertEvent.Happened event) {
        List<CountedCheck> counted = event.why().checks();
        Optional<String> threshold =
                Optional.ofNullable(event.why().facts().get(event.why().rule()));
        int number = 0;
        for (CountedCheck check : counted) {
            number++;
            if (number == counted.size()) {
                break;
            }
            String found = Optional.ofNullable(checks.get(check.timestamp()))
                    .flatMap(its -> its.evaluation().message())
                    .orElse("");
            String of = threshold
                    .map(many -> number(check, counted) + " of " + many + " before an alert.")
                    .orElse("");
            moments.add(Moment.of(
                    check.timestamp(),
                    check.status().word(),
                    number == 1
                            ? "Found " + check.status().word()
                            : "Still " + check.status().word(),
                    List.of(found, of)));
        }
        add(
                event,
                mark(event),
                "Alert opened, " + event.severity().word(),
                cause(event),
                event.why().sentence());
    }

    private static int number(CountedCheck check, List<CountedCheck> counted) {
        return counted.indexOf(check) + 1;
    }

    private String change(AlertEvent.Happened event) {
        Map<String, String> facts = event.why().facts();
        if (event.why().rule().equals("flapping")) {
            return alert.flapping() || event.message().contains(" and flapping")
                    ? "It flaps: held open"
                    : "It does not flap any more";
        }
        if (facts.containsKey("severity-is")) {
            return "Now " + event.severity().word();
        }
        return AlertWords.status(alert.service(), event.message())
                .filter(status -> !status.word().equals(facts.get("was")))
                .map(status -> "Now " + status.word())
                .orElse("Another cause");
    }

    private void acknowledged(AlertEvent.Happened event) {
        Optional<Acknowledgement> own =
                alert.acknowledgement().filter(by -> by.at().equals(event.at()));
        String title = own.map(by -> "Acknowledged by " + by.by()).orElse("Acknowledged");
        String said = own.map(by -> by.note().isEmpty() ? "" : "“" + by.note() + "”")
                .orElse(event.why().sentence());
        moments.add(
                Moment.of(event.at(), Moment.NOTE, title, List.of(said, "It is not told again until it is resolved.")));
    }

    private void keptBack(Suppression its) {
        Why why = its.why();
        String mark = why.checks().isEmpty()
                ? Moment.NOTE
                : why.checks().get(why.checks().size() - 1).status().word();
        moments.add(
                Moment.by(why.rule(), its.at(), mark, Withheld.title(its, alert.service()), List.of(why.sentence())));
    }

    private String mark(AlertEvent.Happened event) {
        return AlertWords.status(alert.service(), event.message())
                .orElse(HealthStatus.UNHEALTHY)
                .word();
    }

    private String cause(AlertEvent.Happened event) {
        return AlertWords.cause(alert.service(), event.message());
    }

    private void told(AlertStory story) {
        Map<String, List<OutboxEntry>> together = new LinkedHashMap<>();
        for (OutboxEntry entry : story.notifications()) {
            Notification its = entry.notification();
            together.computeIfAbsent(its.kind() + " " + its.at(), key -> new ArrayList<>())
                    .add(entry);
        }
        for (List<OutboxEntry> entries : together.values()) {
            Notification first = entries.get(0).notification();
            List<String> channels = entries.stream()
                    .map(entry -> entry.notification().channel())
                    .toList();
            moments.add(new Moment(
                    first.at(),
                    Moment.SENT,
                    title(first.kind(), channels),
                    List.of(),
                    "",
                    entries.stream()
                            .map(entry -> Told.of(entry, story.deliveries()))
                            .toList()));
        }
    }

    private static String title(Notification.Kind kind, List<String> channels) {
        String whom = Words.names(channels, 5);
        return switch (kind) {
            case TRIGGERED -> "Told " + whom;
            case CHANGED -> "Told " + whom + " that it changed";
            case REMINDED -> "Reminded " + whom;
            case ACKNOWLEDGED -> "Told " + whom + " who sees to it";
            case RESOLVED -> "Told " + whom + " that it is over";
        };
    }
}
