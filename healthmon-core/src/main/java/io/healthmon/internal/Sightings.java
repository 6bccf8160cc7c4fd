package io.healthmon.internal;

import io.healthmon.HealthTarget;
import io.healthmon.check.Observation;
import io.healthmon.internal.CheckRunner.Look;
import io.healthmon.view.Sighting;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the newest check of each service brought back, from the moment on that somebody wants to show it. Bodies share a room; one for
 * which there is none left is not kept. Thread-safe; written by the threads that evaluate.
 */
final class Sightings {

    /** What bodies take together at most: 2 KB each of 10,000 services. */
    static final long MOST_BYTES = 20L * 1024 * 1024;

    private final Map<String, Sighting> newest = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean wanted;

    /** Keeps them from now on. */
    void keep() {
        wanted = true;
    }

    /** What a target answers that may repeat secrets is not kept. */
    void saw(HealthTarget target, Look look) {
        if (!wanted || look.observation() instanceof Observation.MonitorFault) {
            return;
        }
        Sighting seen = Sighting.of(look.observation(), look.startedAt(), look.took());
        Sighting sighting = target.spec().sendsSecrets() ? seen.withoutBody() : seen;
        newest.compute(target.name(), (name, before) -> {
            long given = before == null ? 0 : before.bytes();
            if (bytes.addAndGet(sighting.bytes() - given) <= MOST_BYTES) {
                return sighting;
            }
            bytes.addAndGet(-sighting.bytes());
            return sighting.withoutBody();
        });
    }

    void forget(String service) {
        newest.computeIfPresent(service, (name, gone) -> {
            bytes.addAndGet(-gone.bytes());
            return null;
        });
    }

    Optional<Sighting> of(String service) {
        return Optional.ofNullable(newest.get(service));
    }
}
