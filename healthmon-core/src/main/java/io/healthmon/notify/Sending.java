package io.healthmon.notify;

import io.healthmon.alert.AlertKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** A message on its way, the same however often it is tried. Guarded by its lane. */
final class Sending {

    private final Message message;
    private final List<Item> items;
    private final Way way;
    private final Set<AlertKey> alerts;
    private final OptionalLong tooOldAt;
    private int tries;

    /** How it came to go. */
    enum Way {
        /** Alone, at once. */
        SINGLE,
        /** Alone, after waiting for others to go with. */
        COLLECTED,
        /** With others. */
        DIGEST,
        /** After what it follows on, whatever else waits. */
        FOLLOWING,
        /** As the last word on a digest. */
        LAST_OF_DIGEST,
        /** It is no alert. */
        NOTICE
    }

    Sending(Message message, List<Item> items, Way way) {
        this.message = message;
        this.items = items;
        this.way = way;
        this.alerts = items.stream().map(Item::alert).collect(Collectors.toUnmodifiableSet());
        // Of moments of the monotonic clock only differences tell which is the earlier.
        this.tooOldAt = items.stream().mapToLong(Item::tooOldAt).reduce((one, other) -> one - other < 0 ? one : other);
    }

    static Sending single(Item item, Way way) {
        return new Sending(Message.of(item.notification()), List.of(item), way);
    }

    Message message() {
        return message;
    }

    /** What it tells of, in order; nothing if it is about the monitor. */
    List<Item> items() {
        return items;
    }

    Way way() {
        return way;
    }

    Optional<String> digestKey() {
        return way == Way.DIGEST || way == Way.LAST_OF_DIGEST ? Optional.of(message.key()) : Optional.empty();
    }

    boolean isAbout(AlertKey alert) {
        return alerts.contains(alert);
    }

    boolean hasCriticalTrigger() {
        return items.stream().anyMatch(Item::isCriticalTrigger);
    }

    boolean hasTooOld(long now) {
        return tooOldAt.isPresent() && now - tooOldAt.getAsLong() >= 0;
    }

    /** When the first of what it tells of is too old; empty if it tells of nothing. */
    OptionalLong tooOldAt() {
        return tooOldAt;
    }

    /** The channel did not take it. */
    void answered(String detail) {
        items.forEach(item -> item.answered(detail));
    }

    /** One more try begins. */
    void tried() {
        tries++;
        items.forEach(Item::attempted);
    }

    int tries() {
        return tries;
    }
}
