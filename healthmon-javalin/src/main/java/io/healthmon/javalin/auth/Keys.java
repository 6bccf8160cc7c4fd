package io.healthmon.javalin.auth;

import io.healthmon.access.AccessKey;
import io.healthmon.access.AccessStore;
import io.healthmon.access.Hashes;
import io.healthmon.time.MonitorClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows programs by the keys that they bring: the configuration's, and those of the access store. A key is found by what nobody needs to
 * keep secret, and compared whole, in constant time. Thread-safe.
 */
final class Keys {

    private static final Logger LOG = LoggerFactory.getLogger(Keys.class);
    private static final Duration SEEN_EVERY = Duration.ofMinutes(1);

    private final List<ApiKey> configured;
    private final Optional<AccessStore> store;
    private final Optional<AccessMemory> memory;
    private final MonitorClock clock;
    private final Executor executor = Errands.thread("healthmon-key-seen", 100);
    private final Map<UUID, Long> seenAt = new ConcurrentHashMap<>();

    /** {@code memory} is the one of {@code store}. */
    Keys(List<ApiKey> configured, Optional<AccessStore> store, Optional<AccessMemory> memory, MonitorClock clock) {
        this.configured = List.copyOf(configured);
        this.store = store;
        this.memory = memory;
        this.clock = clock;
    }

    /** True if the configuration has keys. */
    boolean anyConfigured() {
        return !configured.isEmpty();
    }

    /** Whose key is among the candidates; empty if none is a key, or one that is taken no more. */
    Optional<Caller> caller(List<String> candidates) {
        Optional<Caller> found = Optional.empty();
        for (String candidate : candidates) {
            found = found.or(() -> configured(candidate)).or(() -> stored(candidate));
        }
        return found;
    }

    /** True if one of the candidates may be a key, and the store that would know has not been read since the start. */
    boolean cannotTell(List<String> candidates) {
        return memory.filter(it -> it.known().isEmpty()).isPresent()
                && candidates.stream()
                        .anyMatch(candidate -> FreshKey.prefixOf(candidate).isPresent());
    }

    /** Compares with every key, and stops at none. */
    private Optional<Caller> configured(String candidate) {
        Optional<Caller> found = Optional.empty();
        for (ApiKey key : configured) {
            if (key.key().matches(candidate)) {
                found = Optional.of(
                        new Caller(key.name(), Caller.Kind.KEY, key.scopes(), key.services(), Optional.empty()));
            }
        }
        return found;
    }

    private Optional<Caller> stored(String candidate) {
        return FreshKey.prefixOf(candidate)
                .flatMap(prefix -> memory.flatMap(AccessMemory::known)
                        .flatMap(known -> Optional.ofNullable(known.keys().get(prefix))))
                .filter(key -> Hashes.same(key.hash(), Hashes.of(candidate)))
                .filter(key -> key.isValid(clock.wall()))
                .map(key -> {
                    seen(key);
                    return new Caller(key.name(), Caller.Kind.KEY, key.scopes(), key.services(), Optional.empty());
                });
    }

    /** Notes at most once a minute that a key was used, and not at all while the store is away. */
    private void seen(AccessKey key) {
        long now = clock.nanos();
        Long last = seenAt.get(key.id());
        if (last != null && now - last < SEEN_EVERY.toNanos()) {
            return;
        }
        if (seenAt.size() > AccessStore.MOST) {
            seenAt.clear();
        }
        seenAt.put(key.id(), now);
        try {
            executor.execute(() -> note(key));
        } catch (RejectedExecutionException busy) {
            LOG.debug("that a key was used could not be noted: too much waits");
        }
    }

    private void note(AccessKey key) {
        try {
            store.ifPresent(it -> it.keySeen(key.id(), clock.wall()));
        } catch (RuntimeException e) {
            LOG.debug("that a key was used could not be noted: {}", e.getMessage());
        }
    }
}
