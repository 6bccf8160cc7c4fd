package io.healthmon.javalin.wire;

import io.healthmon.alert.Alert;
import io.healthmon.alert.Suppression;
import io.healthmon.alert.Why;
import io.healthmon.notify.Delivery;
import io.healthmon.store.AlertEvent;
import io.healthmon.store.AlertStory;
import io.healthmon.store.OutboxEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/health/alerts/<id>}: an alert and all that is recorded of it.
 *
 * @param timeline what became of it and what it kept from happening, the oldest first
 * @param notifications who was told what, in the order of recording
 * @param staleSince since when nothing is recorded; else null
 */
public record AlertBody(
        AlertsBody.Item alert,
        List<Event> timeline,
        List<Told> notifications,
        Instant timestamp,
        @Nullable Instant staleSince) {

    /** The body of this story; of the alerts that it kept back, those of services that may be {@code seen}. */
    public static AlertBody of(AlertStory story, Predicate<String> seen, Instant now, Optional<Instant> staleSince) {
        return new AlertBody(
                AlertsBody.Item.of(story.alert().id(), story.alert().alert()),
                story.events().stream()
                        .filter(event -> !(event instanceof AlertEvent.KeptBack kept)
                                || seen.test(kept.suppression().service()))
                        .map(Event::of)
                        .toList(),
                story.notifications().stream()
                        .map(entry -> Told.of(entry, story.deliveries()))
                        .toList(),
                now,
                staleSince.orElse(null));
    }

    /** {@code POST /api/health/alerts/<id>/acknowledge}. */
    public record Acknowledged(String message, AlertsBody.Item alert) {

        /** The body of an alert that somebody sees to now. */
        public static Acknowledged of(long id, Alert alert) {
            return new Acknowledged("Alert acknowledged for " + alert.service(), AlertsBody.Item.of(id, alert));
        }
    }

    /**
     * Something in its life.
     *
     * @param kind a step of its own, or {@code suppressed}
     * @param service whose alert: its own, or that of the service whose alert was kept back
     * @param severity its severity after it; null if something was kept back
     * @param message its message after it; null likewise
     * @param cause what kept it back; null for a step of its own
     * @param because which one; null where the cause says it all
     * @param rule the rule that decided, as in the configuration where it stands there
     * @param facts what the rule compared
     * @param checks those that counted
     * @param sentence why, for people
     */
    public record Event(
            Instant at,
            String kind,
            @Nullable String service,
            @Nullable String severity,
            @Nullable String message,
            @Nullable String cause,
            @Nullable String because,
            String rule,
            Map<String, String> facts,
            List<Counted> checks,
            String sentence) {

        static Event of(AlertEvent event) {
            Why why = event.why();
            Event bare = new Event(
                    event.at(),
                    "suppressed",
                    null,
                    null,
                    null,
                    null,
                    null,
                    why.rule(),
                    why.facts(),
                    Counted.of(why.checks()),
                    why.sentence());
            if (event instanceof AlertEvent.Happened happened) {
                return bare.happened(happened);
            }
            return bare.keptBack(((AlertEvent.KeptBack) event).suppression());
        }

        private Event happened(AlertEvent.Happened its) {
            return new Event(
                    at,
                    its.kind().word(),
                    null,
                    its.severity().word(),
                    its.message(),
                    null,
                    null,
                    rule,
                    facts,
                    checks,
                    sentence);
        }

        private Event keptBack(Suppression its) {
            return new Event(
                    at,
                    kind,
                    its.service(),
                    null,
                    null,
                    its.cause().word(),
                    its.because().orElse(null),
                    rule,
                    facts,
                    checks,
                    sentence);
        }
    }

    /**
     * A notification.
     *
     * @param key names it to the channel, whenever it is sent again
     * @param status {@code pending}, {@code sent}, {@code dead} or {@code dropped}
     * @param digest the digest that it was sent with; null if it was sent alone, or not yet
     * @param endedAt when the attempt began that ended it; null while it is pending
     * @param deliveries the attempts, the oldest first; of many that failed alike some only
     */
    public record Told(
            String key,
            String channel,
            String kind,
            Instant at,
            String status,
            int attempts,
            @Nullable String digest,
            @Nullable Instant endedAt,
            List<Attempt> deliveries) {

        static Told of(OutboxEntry entry, List<Delivery> deliveries) {
            String key = entry.notification().key();
            return new Told(
                    key,
                    entry.notification().channel(),
                    entry.notification().kind().word(),
                    entry.notification().at(),
                    entry.status().word(),
                    entry.attempts(),
                    entry.digest().orElse(null),
                    entry.endedAt().orElse(null),
                    deliveries.stream()
                            .filter(delivery -> delivery.key().equals(key))
                            .map(Attempt::of)
                            .toList());
        }
    }

    /** An attempt to send a notification. */
    public record Attempt(
            int attempt,
            String outcome,
            Instant at,
            long tookMs,
            String detail,
            @Nullable String digest) {

        static Attempt of(Delivery delivery) {
            return new Attempt(
                    delivery.attempt(),
                    delivery.outcome().word(),
                    delivery.at(),
                    delivery.took().toMillis(),
                    delivery.detail(),
                    delivery.digest().orElse(null));
        }
    }
}
