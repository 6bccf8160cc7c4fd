package io.healthmon.javalin.auth;

import io.healthmon.time.MonitorClock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Token buckets, one per caller. At most so many callers are known at once; the one not seen for longest is forgotten, which
 * can only give it tokens. Thread-safe.
 */
public final class RateLimit {

    private static final double NANOS = 1e9;

    private final MonitorClock clock;
    private final double perSecond;
    private final double burst;
    private final Map<String, Bucket> buckets;

    /**
     * Buckets.
     *
     * @param perSecond how many tokens come into each in a second
     * @param burst how many it holds, and has at first
     */
    public RateLimit(MonitorClock clock, double perSecond, double burst, int maxCallers) {
        this.clock = clock;
        this.perSecond = perSecond;
        this.burst = burst;
        this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > maxCallers;
            }
        };
    }

    /** Takes a token; false if there is none, and there is one again within a second, or, where fewer than one a second come, after so long. */
    public boolean allows(String caller) {
        long now = clock.nanos();
        synchronized (buckets) {
            return buckets.computeIfAbsent(caller, name -> new Bucket(burst, now))
                    .take(now);
        }
    }

    private final class Bucket {
        private double tokens;
        private long filledAt;

        Bucket(double tokens, long filledAt) {
            this.tokens = tokens;
            this.filledAt = filledAt;
        }

        boolean take(long now) {
            tokens = Math.min(burst, tokens + Math.max(0, now - filledAt) / NANOS * perSecond);
            filledAt = now;
            if (tokens < 1) {
                return false;
            }
            tokens--;
            return true;
        }
    }
}
