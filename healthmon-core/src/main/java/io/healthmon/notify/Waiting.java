package io.healthmon.notify;

import io.healthmon.alert.AlertKey;
import io.healthmon.notify.Delivery.Outcome;
import io.healthmon.notify.Notification.Kind;
import io.healthmon.notify.Sending.Way;
import io.healthmon.notify.StormBreaker.Permit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is to go over one channel, and what goes next: of each alert the trigger before all else, singly or with others as the {@link
 * StormBreaker} says. What is of no use any more is dropped. Not thread-safe.
 */
final class Waiting {

    /** What a digest tells of at most; what is more goes with the next. */
    static final int MAX_DIGEST = 5_000;

    private static final int MAX_UNDELIVERED = 10_000;

    private final String channel;
    private final boolean keepsAlerts;
    private final StormBreaker breaker;
    private final Ledger ledger;
    private final Line line = new Line();

    /** Of a channel that keeps alerts: what follows on alerts that it has. It is few, and waits for no digest. */
    private final Deque<Item> following = new ArrayDeque<>();

    private final OpenDigests digests = new OpenDigests();
    private final LastTold lastTold = new LastTold();

    /** Given, and neither taken nor given up. */
    private final Set<Sending> out = new LinkedHashSet<>();

    /** Alerts whose trigger never arrived: nothing that follows is of use. */
    private final Set<AlertKey> undelivered = new LinkedHashSet<>();

    /** Until the store has told what waits there: what has come to an end here. */
    private @Nullable Set<String> ended = new HashSet<>();

    /** Until the store has all that was on disk: the alerts whose trigger is known. */
    private @Nullable Set<AlertKey> triggered = new HashSet<>();

    /** What can't go before that, since its trigger may be in the store, or become known on the way there. */
    private final Map<String, Item> untriggered = new LinkedHashMap<>();

    private Optional<Long> heldUntil = Optional.empty();

    Waiting(Channel channel, Ledger ledger) {
        this.channel = channel.name();
        this.keepsAlerts = channel.notifier().keepsAlerts();
        this.breaker =
                new StormBreaker(channel.options().burst(), channel.options().digestInterval());
        this.ledger = ledger;
    }

    // ---- what comes

    /** An earlier process has left these on disk, which have come to an end. Before all else. */
    void left(List<Delivery> endings) {
        for (Delivery delivery : endings) {
            over(delivery.key());
            Kind kind = Notification.kind(delivery.key());
            if (kind == Kind.RESOLVED) {
                digests.remove(delivery.alert());
            } else if (kind == Kind.TRIGGERED) {
                known(delivery.alert());
                if (delivery.outcome() != Outcome.SENT) {
                    undelivered(delivery.alert());
                } else if (keepsAlerts) {
                    delivery.digest().ifPresent(digest -> digests.add(digest, delivery.alert()));
                }
            }
        }
    }

    /** The store tells what waits there, the oldest first, and what became of triggers whose alerts are not over. */
    void opened(List<Item> pending, List<TriggerFate> fates) {
        Set<String> over = ended == null ? Set.of() : ended;
        ended = null;
        Set<String> resolved = over.stream()
                .filter(key -> Notification.kind(key) == Kind.RESOLVED)
                .map(Notification::alertKey)
                .collect(Collectors.toSet());
        for (TriggerFate fate : fates) {
            if (fate.digest().isEmpty()) {
                undelivered(fate.alert());
            } else if (keepsAlerts && !resolved.contains(Notification.alertKey(fate.alert()))) {
                digests.add(fate.digest().get(), fate.alert());
            }
        }
        List<Item> older = pending.stream()
                .filter(item -> !over.contains(item.key()) && !isKnown(item.key()))
                .toList();
        List<Item> newer = line.all();
        newer.forEach(line::remove);
        older.forEach(item -> untriggered.remove(item.key()));
        older.forEach(item -> known(item.alert()));
        older.forEach(this::place);
        newer.forEach(line::add);
        release(item -> isKnown(item.alert()));
    }

    /** The store has all that was on disk: no trigger is unknown any more. */
    void caughtUp() {
        triggered = null;
        release(any -> true);
    }

    private void release(Predicate<Item> which) {
        List<Item> released = untriggered.values().stream().filter(which).toList();
        released.forEach(item -> untriggered.remove(item.key()));
        released.forEach(this::place);
    }

    private void known(AlertKey alert) {
        if (triggered != null) {
            triggered.add(alert);
        }
    }

    private boolean isKnown(AlertKey alert) {
        return triggered == null || triggered.contains(alert) || undelivered.contains(alert);
    }

    private boolean isKnown(String key) {
        return line.contains(key)
                || Stream.concat(following.stream(), out.stream().flatMap(its -> its.items().stream()))
                        .anyMatch(item -> item.key().equals(key));
    }

    void add(Item item) {
        if (item.isTrigger()) {
            known(item.alert());
            place(item);
            release(its -> its.alert().equals(item.alert()));
        } else if (isKnown(item.alert())) {
            place(item);
        } else {
            untriggered.put(item.key(), item);
        }
    }

    private void place(Item item) {
        if (undelivered.contains(item.alert())) {
            if (item.kind() == Kind.RESOLVED) {
                undelivered.remove(item.alert());
            }
            drop(item, "what it follows on was never delivered", Optional.empty());
            return;
        }
        if (item.isReplaceable() || item.kind() == Kind.RESOLVED) {
            replace(line.of(item.alert()));
            replace(following.stream()
                    .filter(its -> its.alert().equals(item.alert()))
                    .toList());
        }
        if (item.kind() == Kind.CHANGED && isOldNews(item)) {
            drop(item, "it is as was told last", Optional.empty());
            return;
        }
        if (keepsAlerts && !item.isTrigger() && line.of(item.alert()).isEmpty() && !isOut(item.alert())) {
            following.add(item);
        } else {
            line.add(item);
        }
    }

    private void replace(List<Item> before) {
        for (Item older : before) {
            if (older.isReplaceable()) {
                line.remove(older);
                following.remove(older);
                drop(older, "a later word of the same alert has taken its place", Optional.empty());
            }
        }
    }

    /** True if the change says what the channel was told last, or will be before it: between the two it was another. */
    private boolean isOldNews(Item change) {
        return Stream.of(
                        out.stream()
                                .filter(sending -> sending.isAbout(change.alert()))
                                .flatMap(sending -> sending.items().stream()),
                        following.stream(),
                        line.of(change.alert()).stream())
                .flatMap(items -> items)
                .filter(item -> item.alert().equals(change.alert()))
                .reduce((earlier, later) -> later)
                .map(before -> LastTold.alike(before.notification(), change.notification()))
                .orElseGet(() -> lastTold.knows(change.notification()));
    }

    private void drop(Item item, String why, Optional<String> digest) {
        over(item.key());
        ledger.dropped(item, why, digest);
    }

    private void over(String key) {
        if (ended != null) {
            ended.add(key);
        }
    }

    private void undelivered(AlertKey alert) {
        undelivered.add(alert);
        if (undelivered.size() > MAX_UNDELIVERED) {
            undelivered.remove(undelivered.iterator().next());
        }
    }

    // ---- what goes

    /** What goes next; nothing if nothing waits, or what does has to wait longer: {@link #heldUntil}. */
    @Nullable
    Sending next(long now, Instant wall) {
        heldUntil = Optional.empty();
        Sending next = nextFollowing();
        if (next == null) {
            next = nextInLine(now, wall);
        }
        return next == null ? null : given(next);
    }

    private Sending given(Sending next) {
        out.add(next);
        next.items().forEach(line::remove);
        return next;
    }

    /** Until when what waits has to wait, as found by the last {@link #next}. */
    Optional<Long> heldUntil() {
        return heldUntil;
    }

    private @Nullable Sending nextInLine(long now, Instant wall) {
        Optional<Item> first = free().findFirst();
        if (first.isEmpty()) {
            return null;
        }
        Permit permit = breaker.permit(now);
        if (permit == Permit.SINGLE) {
            return Sending.single(first.get(), Way.SINGLE);
        }
        if (permit == Permit.DIGEST) {
            Sending digest = digest(wall);
            if (digest == null) {
                breaker.digest(now, false);
            }
            return digest;
        }
        Optional<Item> critical = breaker.owesCritical() ? line.firstCriticalTrigger() : Optional.empty();
        if (critical.isEmpty()) {
            heldUntil = Optional.of(breaker.ends());
            return null;
        }
        return Sending.single(critical.get(), Way.SINGLE);
    }

    /** What may go before all that is behind it: nothing of an alert of which something is on its way. */
    private Stream<Item> free() {
        Stream<Item> all = line.stream();
        return out.isEmpty() ? all : all.filter(item -> !isOut(item.alert()));
    }

    private boolean isOut(AlertKey alert) {
        return out.stream().anyMatch(sending -> sending.isAbout(alert));
    }

    /**
     * What is too old by {@code soon}, together if it is more than one: the last try before it is given up, whatever else has to wait.
     * Nothing if nothing is.
     */
    @Nullable
    Sending urgent(long soon, Instant wall) {
        Item first = following.peek();
        Sending next = first != null && first.isTooOld(soon) ? nextFollowing() : null;
        if (next == null) {
            next = together(free().filter(item -> item.isTooOld(soon)), wall);
        }
        return next == null ? null : given(next);
    }

    private @Nullable Sending digest(Instant wall) {
        return together(free(), wall);
    }

    private @Nullable Sending together(Stream<Item> which, Instant wall) {
        List<Item> items = which.filter(item -> !keepsAlerts || item.isTrigger())
                .limit(MAX_DIGEST)
                .toList();
        if (keepsAlerts) {
            items = items.stream().filter(item -> !dropIfOver(item)).toList();
        }
        if (items.isEmpty()) {
            return null;
        }
        if (items.size() == 1) {
            return Sending.single(items.get(0), Way.COLLECTED);
        }
        String key = "digest:" + Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, wall), 36) + ":" + items.size()
                + ":" + channel;
        List<Notification> told = items.stream().map(Item::notification).toList();
        return new Sending(Message.digest(key, told, wall), items, Way.DIGEST);
    }

    /** Where alerts are kept, one that is over before anybody tried to tell of it calls nobody. */
    private boolean dropIfOver(Item trigger) {
        List<Item> its = line.of(trigger.alert());
        if (trigger.mayHaveArrived() || its.stream().noneMatch(item -> item.kind() == Kind.RESOLVED)) {
            return false;
        }
        for (Item item : its) {
            line.remove(item);
            drop(item, "its alert was over before it was told", Optional.empty());
        }
        return true;
    }

    /** What follows on an alert that a digest told of has no alert of its own there: the digest is over when its last one is. */
    private @Nullable Sending nextFollowing() {
        for (Item item = freeFollowing(); item != null; item = freeFollowing()) {
            Optional<String> digest = digests.of(item.alert());
            if (digest.isEmpty()) {
                return Sending.single(item, Way.FOLLOWING);
            }
            if (item.kind() != Kind.RESOLVED) {
                drop(item, "its alert was told in a digest", digest);
            } else if (digests.open(digest.get()) > 1) {
                digests.remove(item.alert());
                drop(item, "its alert was told in a digest, which is over when all that it tells of are", digest);
            } else {
                Message last = Message.digest(
                        digest.get(),
                        List.of(item.notification()),
                        item.notification().at());
                return new Sending(last, List.of(item), Way.LAST_OF_DIGEST);
            }
        }
        return null;
    }

    private @Nullable Item freeFollowing() {
        Optional<Item> first =
                following.stream().filter(item -> !isOut(item.alert())).findFirst();
        first.ifPresent(following::remove);
        return first.orElse(null);
    }

    // ---- what came of it

    /** The channel took it. */
    void taken(Sending sending, long now) {
        out.remove(sending);
        for (Item item : sending.items()) {
            over(item.key());
            lastTold.told(item.notification());
        }
        switch (sending.way()) {
            case SINGLE -> breaker.single(now, sending.hasCriticalTrigger());
            case COLLECTED, DIGEST -> breaker.digest(now, sending.hasCriticalTrigger());
            case LAST_OF_DIGEST -> sending.items().forEach(item -> digests.remove(item.alert()));
            case FOLLOWING, NOTICE -> {}
        }
        if (keepsAlerts) {
            if (sending.way() == Way.DIGEST) {
                sending.items().forEach(item -> digests.add(sending.message().key(), item.alert()));
            }
        }
        sending.items().forEach(item -> follow(item.alert()));
    }

    /** Where alerts are kept: what waits of this one waits for no digest any more, if its trigger does not. */
    private void follow(AlertKey alert) {
        List<Item> its = keepsAlerts ? line.of(alert) : List.of();
        if (its.stream().noneMatch(Item::isTrigger)) {
            its.forEach(line::remove);
            following.addAll(its);
        }
    }

    /** The channel never will take it. */
    void refused(Sending sending) {
        out.remove(sending);
        dead(sending.items());
    }

    /** Some of what was given is too old: the rest goes otherwise. */
    List<Item> tooOld(Sending sending, long now) {
        out.remove(sending);
        List<Item> old =
                sending.items().stream().filter(item -> item.isTooOld(now)).toList();
        if (old.size() < sending.items().size()) {
            line.addFirst(
                    sending.items().stream().filter(item -> !item.isTooOld(now)).toList());
        }
        dead(old);
        return old;
    }

    /** Takes out what is too old, and was tried. */
    List<Item> tooOld(long now) {
        List<Item> old = new ArrayList<>();
        for (Item item = following.peek(); item != null && item.isToGiveUp(now); item = following.peek()) {
            old.add(following.remove());
        }
        for (Optional<Item> item = line.first(); item.isPresent() && item.get().isToGiveUp(now); item = line.first()) {
            line.remove(item.get());
            old.add(item.get());
        }
        dead(old);
        return old;
    }

    /** When the first of what waits is too old: what came first is so first. Empty if nothing waits. */
    OptionalLong tooOldAt() {
        return Stream.concat(line.first().stream(), following.stream().limit(1))
                .mapToLong(Item::tooOldAt)
                .reduce((one, other) -> one - other < 0 ? one : other);
    }

    private void dead(List<Item> items) {
        for (Item item : items) {
            over(item.key());
            if (item.isTrigger()) {
                undelivered(item.alert());
            }
            if (item.kind() == Kind.RESOLVED) {
                digests.remove(item.alert());
            }
        }
        for (Item item : items) {
            if (item.isTrigger()) {
                List<Item> followers = line.of(item.alert());
                followers.forEach(line::remove);
                followers.forEach(this::place);
            } else {
                follow(item.alert());
            }
        }
    }

    // ---- the whole

    int size() {
        int given = out.stream().mapToInt(sending -> sending.items().size()).sum();
        return line.size() + following.size() + untriggered.size() + given;
    }

    /** When the oldest of it happened. */
    Optional<Instant> oldest() {
        return Stream.of(
                        out.stream()
                                .flatMap(sending -> sending.items().stream())
                                .findFirst(),
                        line.first(),
                        following.stream().findFirst(),
                        untriggered.values().stream().findFirst())
                .flatMap(Optional::stream)
                .map(item -> item.notification().at())
                .min(Instant::compareTo);
    }
}
