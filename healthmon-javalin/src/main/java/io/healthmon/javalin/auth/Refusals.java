package io.healthmon.javalin.auth;

import io.healthmon.access.AuditEntry;
import io.healthmon.time.MonitorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Audits requests that were refused, so that a flood of them is a few entries: of each address the first at once, and those after it
 * as a number, every ten minutes while they go on. Of addresses beyond a hundred in such a time, and so of an attack from everywhere,
 * there is the number alone. Thread-safe.
 */
final class Refusals {

    static final String ACTION = "request.refused";

    private static final int MOST = 100;
    private static final Duration SPAN = Duration.ofMinutes(10);
    private static final String OTHERS = "many addresses";

    private final Audit audit;
    private final MonitorClock clock;
    private final Map<String, Long> more = new HashMap<>();
    private Instant since = Instant.MIN;
    private long began;
    private boolean counting;

    Refusals(Audit audit, MonitorClock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /** One more. */
    synchronized void note(String who, String address, String sentence) {
        settleIfOver();
        if (!counting) {
            counting = true;
            began = clock.nanos();
            since = clock.wall();
        }
        if (more.containsKey(address)) {
            more.merge(address, 1L, Long::sum);
        } else if (more.size() < MOST) {
            more.put(address, 0L);
            audit.note(entry(who, address, sentence));
        } else {
            more.merge(OTHERS, 1L, Long::sum);
        }
    }

    private void settleIfOver() {
        if (counting && clock.nanos() - began >= SPAN.toNanos()) {
            settle();
        }
    }

    /** Writes down what was only counted so far. */
    synchronized void settle() {
        more.forEach((address, count) -> {
            if (count > 0) {
                audit.note(entry("nobody", address, count + " more since " + since));
            }
        });
        more.clear();
        counting = false;
    }

    private AuditEntry entry(String who, String address, String sentence) {
        return new AuditEntry(clock.wall(), who, address, ACTION, Optional.empty(), Optional.of(sentence));
    }
}
