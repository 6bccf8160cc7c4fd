package io.healthmon.javalin.auth;

import io.healthmon.access.Scope;
import io.healthmon.time.MonitorClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What keys were lately used for and from where, so that each such use is audited once an hour and not at every scrape. Of more than
 * 10,000 the oldest is forgotten, which can only have it audited once more. Thread-safe.
 */
final class KeyUses {

    private static final int MOST = 10_000;
    private static final Duration HOUR = Duration.ofHours(1);

    private record Use(String key, Scope scope, String address) {}

    private final MonitorClock clock;
    private final Map<Use, Long> audited = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Use, Long> eldest) {
            return size() > MOST;
        }
    };

    KeyUses(MonitorClock clock) {
        this.clock = clock;
    }

    /** True if this is the first such use in an hour. */
    boolean first(String key, Scope scope, String address) {
        Use use = new Use(key, scope, address);
        long now = clock.nanos();
        synchronized (audited) {
            Long last = audited.get(use);
            if (last != null && now - last < HOUR.toNanos()) {
                return false;
            }
            // The newest stands last.
            audited.remove(use);
            audited.put(use, now);
            return true;
        }
    }
}
