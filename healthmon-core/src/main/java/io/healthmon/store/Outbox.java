package io.healthmon.store;

import io.healthmon.alert.AlertKey;
import io.healthmon.notify.Delivery;
import io.healthmon.notify.Notification;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The notifications of the in-memory store: all that are pending, and what became of the others for as long as their alert is kept. Not
 * thread-safe.
 */
final class Outbox {

    /** Of one alert, besides those that are pending. */
    static final int MAX_ENDED = 1_000;

    /** Of one alert. */
    static final int DELIVERIES_AT_EACH_END = 100;

    /** What there is of one alert. */
    private static final class Letters {
        final Map<String, OutboxEntry> entries = new LinkedHashMap<>();
        final FirstAndLast<Delivery> deliveries = new FirstAndLast<>(DELIVERIES_AT_EACH_END);
    }

    private final Map<AlertKey, Letters> letters = new LinkedHashMap<>();

    /** The pending ones in the order of recording. */
    private final Map<String, AlertKey> pending = new LinkedHashMap<>();

    /** One whose key is known already is that one. */
    void add(Notification notification) {
        String key = notification.key();
        Letters its = letters.computeIfAbsent(notification.about(), any -> new Letters());
        if (its.entries.putIfAbsent(key, OutboxEntry.pending(notification)) == null) {
            pending.put(key, notification.about());
        }
    }

    void add(Delivery delivery) {
        Letters its = letters.computeIfAbsent(delivery.alert(), any -> new Letters());
        its.deliveries.add(delivery);
        OutboxEntry entry = its.entries.computeIfPresent(delivery.key(), (key, before) -> before.after(delivery));
        if (entry != null && entry.status() != OutboxEntry.Status.PENDING) {
            pending.remove(delivery.key());
            dropOldestEnded(its.entries);
        }
    }

    /** The trigger stays: by its digest it is known what resolves it. */
    private static void dropOldestEnded(Map<String, OutboxEntry> entries) {
        if (entries.size() > MAX_ENDED) {
            entries.entrySet().stream()
                    .filter(entry -> entry.getValue().status() != OutboxEntry.Status.PENDING
                            && entry.getValue().notification().kind() != Notification.Kind.TRIGGERED)
                    .findFirst()
                    .map(Map.Entry::getKey)
                    .ifPresent(entries::remove);
        }
    }

    List<OutboxEntry> pending() {
        List<OutboxEntry> entries = new ArrayList<>(pending.size());
        pending.forEach((key, alert) -> entries.add(entry(alert, key)));
        return entries;
    }

    private OutboxEntry entry(AlertKey alert, String key) {
        return Objects.requireNonNull(
                Objects.requireNonNull(letters.get(alert)).entries.get(key));
    }

    /**
     * Triggers that were sent with a digest.
     *
     * @param active which alerts are active
     */
    List<OutboxEntry> openDigests(Predicate<AlertKey> active) {
        return triggers(
                active,
                entry -> entry.status() == OutboxEntry.Status.SENT
                        && entry.digest().isPresent());
    }

    /**
     * Triggers that never arrived.
     *
     * @param active which alerts are active
     */
    List<OutboxEntry> undelivered(Predicate<AlertKey> active) {
        return triggers(
                active,
                entry -> entry.status() == OutboxEntry.Status.DEAD || entry.status() == OutboxEntry.Status.DROPPED);
    }

    private List<OutboxEntry> triggers(Predicate<AlertKey> active, Predicate<OutboxEntry> which) {
        List<OutboxEntry> found = new ArrayList<>();
        letters.forEach((alert, its) -> its.entries.values().stream()
                .filter(entry -> entry.notification().kind() == Notification.Kind.TRIGGERED)
                .filter(which)
                .filter(entry -> active.test(alert)
                        || hasPendingResolve(its, entry.notification().channel()))
                .forEach(found::add));
        return found;
    }

    private static boolean hasPendingResolve(Letters its, String channel) {
        return its.entries.values().stream()
                .filter(entry -> entry.status() == OutboxEntry.Status.PENDING)
                .map(OutboxEntry::notification)
                .anyMatch(resolve -> resolve.kind() == Notification.Kind.RESOLVED
                        && resolve.channel().equals(channel));
    }

    List<OutboxEntry> of(AlertKey alert) {
        Letters its = letters.get(alert);
        return its == null ? List.of() : List.copyOf(its.entries.values());
    }

    List<Delivery> deliveries(AlertKey alert) {
        Letters its = letters.get(alert);
        return its == null
                ? List.of()
                : its.deliveries
                        .all()
                        .sorted(Comparator.comparing(Delivery::at))
                        .toList();
    }

    /** The alert is not kept any more: only what is still to be sent is. */
    void forget(AlertKey alert) {
        Letters its = letters.get(alert);
        if (its != null && isDone(its.entries.values())) {
            letters.remove(alert);
        }
    }

    /**
     * Forgets what has ended since its alert was forgotten.
     *
     * @param kept which alerts are kept
     */
    void forgetUnless(Predicate<AlertKey> kept) {
        letters.entrySet()
                .removeIf(entry -> !kept.test(entry.getKey())
                        && isDone(entry.getValue().entries.values()));
    }

    private static boolean isDone(Collection<OutboxEntry> entries) {
        return entries.stream().noneMatch(entry -> entry.status() == OutboxEntry.Status.PENDING);
    }
}
