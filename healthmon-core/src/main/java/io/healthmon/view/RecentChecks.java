package io.healthmon.view;

import io.healthmon.HealthStatus;
import io.healthmon.MonitorListener;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.store.Gap;
import io.healthmon.store.LogReader;
import io.healthmon.store.LogReader.LogSpan;
import io.healthmon.store.RecordedStep;
import io.healthmon.store.Step;
import io.healthmon.store.Unobserved;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The newest checks of each service, as somebody sees them at a glance: how each ended, how long it took, and where nobody looked. From
 * memory, about 650 bytes a service, so that a page of a hundred services asks the store for nothing. To be added to the monitor's
 * listeners. Thread-safe.
 */
public final class RecentChecks implements MonitorListener {

    /** So many of each service are kept. */
    public static final int KEPT = 60;

    private final Map<String, Ring> rings = new ConcurrentHashMap<>();
    private final Predicate<String> watched;
    private int prunedAt = 1_000;

    /** @param watched whether a service of this name is watched: of others nothing is kept for long */
    public RecentChecks(Predicate<String> watched) {
        this.watched = watched;
    }

    @Override
    public void onStep(RecordedStep recorded) {
        Step step = recorded.step();
        Ring ring = ring(step.service());
        step.check().ifPresent(check -> ring.add(check, missed(step, ring)));
    }

    private Ring ring(String service) {
        Ring ring = rings.get(service);
        if (ring != null) {
            return ring;
        }
        if (rings.size() >= prunedAt) {
            rings.keySet().removeIf(name -> !watched.test(name));
            prunedAt = 2 * Math.max(500, rings.size());
        }
        return rings.computeIfAbsent(service, name -> new Ring());
    }

    /** How many checks there would have been before this one, as often as the service was checked before. */
    private static int missed(Step step, Ring ring) {
        long gap = step.gap().map(Gap::checks).orElse(0L);
        long unobserved = step.unobserved().map(time -> slots(time, ring)).orElse(0L);
        return (int) Math.min(KEPT, gap + unobserved);
    }

    private static long slots(Unobserved time, Ring ring) {
        long seconds = Duration.between(time.from(), time.to()).toSeconds();
        return Math.max(1, seconds / Math.max(1, ring.pace()) - 1);
    }

    /**
     * Takes in what was recorded before this began to listen. Reads the log, and so blocks.
     *
     * @param span how far back
     * @throws io.healthmon.store.StoreException.Unavailable if the store is away; nothing is taken in then
     */
    public void fill(LogReader log, LogSpan span) {
        Map<String, Ring> before = new HashMap<>();
        log.log(
                span,
                row -> before.computeIfAbsent(row.check().service(), name -> new Ring())
                        .add(row.check(), 0));
        before.forEach((service, ring) -> {
            if (watched.test(service)) {
                ring(service).follow(ring);
            }
        });
    }

    /** The newest checks of a service, oldest first; none if there were none yet. */
    public Strip of(String service) {
        @Nullable Ring ring = rings.get(service);
        return ring == null ? Strip.NONE : ring.strip();
    }

    /** One check, or one that there was not. */
    public record Bar(Optional<HealthStatus> status, int millis, Instant at) {

        /** True if nobody looked. */
        public boolean gap() {
            return status.isEmpty();
        }

        /** True if its time says how fast the service is. */
        public boolean timed() {
            return status.filter(HealthStatus::operational).isPresent();
        }
    }

    /** Checks, oldest first. */
    public record Strip(List<Bar> bars) {

        /** No checks. */
        public static final Strip NONE = new Strip(List.of());

        public Strip {
            bars = List.copyOf(bars);
        }
    }

    /** The checks of one service, in a circle. */
    private static final class Ring {
        private static final byte GAP = -1;
        private static final HealthStatus[] STATUS = HealthStatus.values();

        private final byte[] status = new byte[KEPT];
        private final int[] millis = new int[KEPT];
        private final int[] seconds = new int[KEPT];
        private int next;
        private int size;

        synchronized void add(CheckResult check, int missed) {
            int at = (int) check.timestamp().getEpochSecond();
            for (int i = 0; i < missed; i++) {
                add(GAP, 0, at);
            }
            add((byte) check.evaluation().status().ordinal(), check.responseTimeMillis(), at);
        }

        private void add(byte its, int took, int at) {
            status[next] = its;
            millis[next] = took;
            seconds[next] = at;
            next = (next + 1) % KEPT;
            size = Math.min(KEPT, size + 1);
        }

        /** Puts these before what is here, as far as they are older. */
        synchronized void follow(Ring before) {
            Ring together = new Ring();
            int oldest = size == 0 ? Integer.MAX_VALUE : seconds[index(0)];
            synchronized (before) {
                for (int i = 0; i < before.size; i++) {
                    int from = before.index(i);
                    if (before.seconds[from] < oldest) {
                        together.add(before.status[from], before.millis[from], before.seconds[from]);
                    }
                }
            }
            for (int i = 0; i < size; i++) {
                int from = index(i);
                together.add(status[from], millis[from], seconds[from]);
            }
            System.arraycopy(together.status, 0, status, 0, KEPT);
            System.arraycopy(together.millis, 0, millis, 0, KEPT);
            System.arraycopy(together.seconds, 0, seconds, 0, KEPT);
            next = together.next;
            size = together.size;
        }

        private int index(int i) {
            return (next - size + i + KEPT) % KEPT;
        }

        /** The seconds between the two newest checks. */
        synchronized int pace() {
            return size < 2 ? 30 : seconds[index(size - 1)] - seconds[index(size - 2)];
        }

        synchronized Strip strip() {
            List<Bar> bars = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                int at = index(i);
                bars.add(new Bar(
                        status[at] == GAP ? Optional.empty() : Optional.of(STATUS[status[at]]),
                        millis[at],
                        Instant.ofEpochSecond(seconds[at])));
            }
            return new Strip(bars);
        }
    }
}
