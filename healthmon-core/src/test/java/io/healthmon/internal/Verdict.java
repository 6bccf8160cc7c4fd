package io.healthmon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertKey;
import io.healthmon.alert.Suppression;
import io.healthmon.notify.Delivery;
import io.healthmon.notify.Notification;
import io.healthmon.store.GapReader.GapQuery;
import io.healthmon.store.StoredAlert;
import io.healthmon.store.StoredGap;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must be true of a {@link Simulation} when nothing has gone wrong for a while. */
final class Verdict {

    private final FlakyStore store;
    private final Journal journal;
    private final SimulatedChannels channels;

    Verdict(FlakyStore store, Journal journal, SimulatedChannels channels) {
        this.store = store;
        this.journal = journal;
        this.channels = channels;
    }

    /** Everything is recorded, and told; memory, store and journal say the same. */
    void everythingIsWhereItBelongs(PipelineHarness monitor, Collection<String> services) {
        journal.verify();
        for (String service : services) {
            assertThat(monitor.state(service)).isEqualTo(store.state(service));
        }
        assertThat(monitor.spool.orElseThrow().isEmpty()).isTrue();
        List<Alert> recorded =
                store.allAlerts().stream().map(StoredAlert::alert).toList();
        assertThat(recorded).containsExactlyInAnyOrderElementsOf(journal.alerts());
        told();
    }

    /** Each service, all of which have failed for long, has an alert, or one on which it depends has. */
    void eachFailureIsTold(PipelineHarness monitor, Collection<String> services) {
        for (String service : services) {
            String cause = service;
            Optional<Alert> alert = monitor.state(cause).activeAlert();
            for (int up = 0; alert.isEmpty() && up < services.size(); up++) {
                String of = cause;
                cause = monitor.state(of)
                        .held()
                        .filter(held -> held.cause() == Suppression.Cause.DEPENDENCY)
                        .flatMap(held -> held.because())
                        .orElseThrow(() -> new AssertionError(
                                service + " fails for ever, and nobody is told: " + monitor.state(of)));
                alert = monitor.state(cause).activeAlert();
            }
            assertThat(alert).as("the alert of %s", service).isPresent();
            if (alert.orElseThrow().acknowledgement().isEmpty()) {
                assertThat(alert.orElseThrow().channels())
                        .as("who was told of %s", alert)
                        .contains("all");
            }
        }
    }

    /** The service's checks that are recorded: one by one, or as missing. */
    long rowsAndMissing(String service) {
        long missing = store.gaps(new GapQuery(Optional.of(service), Instant.EPOCH, Integer.MAX_VALUE)).stream()
                .mapToLong(StoredGap::checks)
                .sum();
        return store.log(service).size() + missing;
    }

    void nothingIsActive() {
        assertThat(journal.alerts().stream().filter(Alert::active))
                .as("active alerts, though all is well")
                .isEmpty();
    }

    /** Whatever was recorded to be sent has arrived, or was given up for a reason; and nothing else has arrived. */
    private void told() {
        channels.verify();
        for (Told ledger : channels.ledgers().values()) {
            assertThat(ledger.keys()).as("told and not recorded").allMatch(journal::holds);
        }
        Map<AlertKey, Map<String, String>> triggers = new HashMap<>();
        for (Notification notification : journal.notifications()) {
            if (notification.kind() == Notification.Kind.TRIGGERED) {
                triggers.computeIfAbsent(notification.about(), alert -> new HashMap<>())
                        .put(notification.channel(), notification.key());
            }
            Delivery end = journal.end(notification.key())
                    .orElseThrow(() -> new AssertionError("never sent: " + notification.key()));
            String trigger = Optional.ofNullable(triggers.get(notification.about()))
                    .map(of -> of.get(notification.channel()))
                    .orElseThrow(() -> new AssertionError("nobody was told of the trigger of " + notification.key()));
            if (end.outcome() == Delivery.Outcome.SENT) {
                assertThat(channels.ledgers().get(notification.channel()).has(notification.key()))
                        .as("%s has arrived", notification.key())
                        .isTrue();
            } else {
                assertThat(isAllowed(notification, end, trigger))
                        .as("%s was not sent: %s", notification.key(), end)
                        .isTrue();
            }
        }
    }

    private boolean isAllowed(Notification notification, Delivery end, String trigger) {
        if (end.outcome() == Delivery.Outcome.DEAD) {
            return true; // a channel that refuses, or fails for days
        }
        return switch (notification.kind()) {
            case TRIGGERED -> false;
            case CHANGED, REMINDED, ACKNOWLEDGED -> true;
            case RESOLVED ->
                end.digest().isPresent() || journal.end(trigger).orElseThrow().outcome() != Delivery.Outcome.SENT;
        };
    }
}
