package io.healthmon.notify;

import io.healthmon.alert.AlertKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way, the same however often it is tried, and the thread that sends it at present.
 */
final class Sending {

    private final Message message;
    private final List<Item> items;
    private final Way way;
    private final Set<AlertKey> alerts;
    private final Optional<CompletableFuture<Receipt>> asked;

    private @Nullable Thread thread;
    private boolean interrupted;

    /** How it came to go. */
    enum Way {
        /** Alone, at once. */
        SINGLE,
        /** Alone, after waiting for others to go with. */
        COLLECTED,
        /** With others. */
        DIGEST
    }

    /** What there is to say of alerts. */
    Sending(Message message, List<Item> items, Way way) {
        this(message, items, way, Optional.empty());
    }

    /** A word about the monitor; tried once if somebody waits for what comes of it. */
    Sending(Message message, Optional<CompletableFuture<Receipt>> asked) {
        this(message, List.of(), Way.SINGLE, asked);
    }

    private Sending(Message message, List<Item> items, Way way, Optional<CompletableFuture<Receipt>> asked) {
        this.message = message;
        this.items = items;
        this.way = way;
        this.asked = asked;
        this.alerts = items.stream().map(Item::alert).collect(Collectors.toUnmodifiableSet());
    }

    Message message() {
        return message;
    }

    /** What it tells of, in order; nothing if it is about the monitor. */
    List<Item> items() {
        return items;
    }

    boolean isDigest() {
        return way == Way.DIGEST;
    }

    boolean isCollected() {
        return way != Way.SINGLE;
    }

    Optional<String> digestKey() {
        return isDigest() ? Optional.of(message.key()) : Optional.empty();
    }

    boolean isAbout(AlertKey alert) {
        return alerts.contains(alert);
    }

    boolean hasCriticalTrigger() {
        return items.stream().anyMatch(Item::isCriticalTrigger);
    }

    Optional<CompletableFuture<Receipt>> asked() {
        return asked;
    }

    /** The present thread sends it from now on. */
    synchronized void begins() {
        thread = Thread.currentThread();
        interrupted = false;
    }

    /** It sends it no more: nothing interrupts it from now on. */
    synchronized void ends() {
        thread = null;
        if (interrupted) {
            Thread.interrupted();
        }
    }

    /**
     * Its time is over.
     *
     * @return false if it is not being sent any more
     */
    synchronized boolean interrupt() {
        Thread its = thread;
        if (its == null) {
            return false;
        }
        interrupted = true;
        its.interrupt();
        return true;
    }

    synchronized boolean wasInterrupted() {
        return interrupted;
    }
}
