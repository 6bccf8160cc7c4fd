package io.healthmon.javalin.auth.login;

import io.healthmon.access.AccessStore;
import io.healthmon.access.Failures;
import io.healthmon.access.Hashes;
import io.healthmon.store.StoreException;
import io.healthmon.time.MonitorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Slows down guessing. Failures are counted for each account and for each address: after five, the next try has to wait for a second, then
 * two, four and so on up to a quarter of an hour. A browser that logged in before is counted on its own, so that strangers who guess at an
 * account do not keep its owner out. An account that does not exist is braked like one that does.
 *
 * <p>Counted in the store; what was counted lately is remembered too, so that a try that has to wait costs the store nothing, and that the
 * brake holds while the store is away. Thread-safe.
 */
final class Brake {

    /** An hour after the last of them, failures are forgotten. */
    static final Duration MEMORY = Duration.ofHours(1);

    private static final int FREE = 5;
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int MOST_SUBJECTS = 10_000;

    private final AccessStore store;
    private final MonitorClock clock;
    private final Map<String, Failures> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST_SUBJECTS;
        }
    };

    Brake(AccessStore store, MonitorClock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** An account, by the name that was typed: hashed, since people type their password there too. */
    static String account(String name) {
        return "account " + Hashes.of(name.toLowerCase(Locale.ROOT));
    }

    /** An address, or the network that stands for it. */
    static String network(String network) {
        return "address " + network;
    }

    /** A browser that logged in before. */
    static String device(String id) {
        return "device " + id;
    }

    /** How long these have to wait yet, each at least; empty if not at all. */
    Optional<Duration> wait(List<String> subjects) {
        Instant now = clock.wall();
        Duration longest = longest(subjects.stream().map(this::known).toList(), now);
        if (longest.isZero()) {
            longest = longest(subjects.stream().map(this::stored).toList(), now);
        }
        return Optional.of(longest).filter(wait -> !wait.isZero());
    }

    private static Duration longest(List<Optional<Failures>> failures, Instant now) {
        return failures.stream()
                .flatMap(Optional::stream)
                .map(it -> left(it, now))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static Duration left(Failures failures, Instant now) {
        if (failures.count() < FREE) {
            return Duration.ZERO;
        }
        long seconds = Math.min(LONGEST.toSeconds(), 1L << Math.min(30, failures.count() - FREE));
        // A clock that was set back must not make it longer.
        Duration gone = Duration.between(failures.last(), now);
        Duration left = Duration.ofSeconds(seconds).minus(gone.isNegative() ? Duration.ZERO : gone);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** One more failure of each of these. */
    void failed(List<String> subjects) {
        Instant now = clock.wall();
        for (String subject : subjects) {
            Failures failures = ask(() -> store.failed(subject, now, now.minus(MEMORY)))
                    .orElseGet(() ->
                            new Failures(known(subject).map(Failures::count).orElse(0) + 1, now));
            remember(subject, failures);
        }
    }

    /** Somebody has shown who they are: this subject starts anew. */
    void succeeded(String subject) {
        synchronized (remembered) {
            remembered.remove(subject);
        }
        ask(() -> {
            store.succeeded(subject);
            return true;
        });
    }

    private Optional<Failures> known(String subject) {
        synchronized (remembered) {
            return recent(Optional.ofNullable(remembered.get(subject)));
        }
    }

    private Optional<Failures> stored(String subject) {
        Optional<Failures> failures = recent(ask(() -> store.failures(subject)).orElseGet(() -> known(subject)));
        failures.ifPresent(it -> remember(subject, it));
        return failures;
    }

    private Optional<Failures> recent(Optional<Failures> failures) {
        return failures.filter(
                it -> it.count() > 0 && it.last().isAfter(clock.wall().minus(MEMORY)));
    }

    private void remember(String subject, Failures failures) {
        synchronized (remembered) {
            remembered.put(subject, failures);
        }
    }

    private static <T> Optional<T> ask(Supplier<T> query) {
        try {
            return Optional.of(query.get());
        } catch (StoreException.Unavailable away) {
            return Optional.empty();
        }
    }
}
