package io.healthmon.view;

import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertPolicy;
import io.healthmon.alert.Explanation;
import io.healthmon.alert.Silence;
import io.healthmon.alert.Suppression;
import io.healthmon.alert.context.Silences;
import io.healthmon.check.Text;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.store.AlertReader.AlertQuery;
import io.healthmon.store.AlertReader.SuppressionQuery;
import io.healthmon.store.AlertStory;
import io.healthmon.store.CheckReader.HistoryQuery;
import io.healthmon.store.Gap;
import io.healthmon.store.GapReader.GapQuery;
import io.healthmon.store.Latencies;
import io.healthmon.store.LogReader.LogSpan;
import io.healthmon.store.SeriesReader.Bucket;
import io.healthmon.store.SeriesReader.SeriesQuery;
import io.healthmon.store.StatusCounts;
import io.healthmon.store.Store;
import io.healthmon.store.StoredAlert;
import io.healthmon.store.StoredCheck;
import io.healthmon.store.StoredGap;
import io.healthmon.time.MonitorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What readers ask of a monitor. The present comes from memory; the past comes from the store, on the caller's thread, and
 * throws {@link io.healthmon.store.StoreException.Unavailable} while that is away. Thread-safe.
 */
public final class HealthView {

    private static final Logger LOG = LoggerFactory.getLogger(HealthView.class);
    private static final int MOST_GAPS = 1_000;
    private static final int MOST_OF_A_REASON = 200;

    private final CurrentStates current;
    private final Store store;
    private final MonitorClock clock;
    private final AlertPolicy policy;
    private final Supplier<Silences> silences;

    /** @param silences those that are known at present; asked on the reader's thread */
    public HealthView(
            CurrentStates current, Store store, MonitorClock clock, AlertPolicy policy, Supplier<Silences> silences) {
        this.current = current;
        this.policy = policy;
        this.silences = silences;
        this.store = store;
        this.clock = clock;
    }

    /** The wall time that answers are as of. */
    public Instant now() {
        return clock.wall();
    }

    /** Every service as it is now, in the order they were added. From memory. */
    public List<ServiceStatus> services() {
        return current.services();
    }

    /**
     * One service as it is now. From memory.
     *
     * @throws UnknownServiceException if it is not watched
     */
    public ServiceStatus service(String name) {
        return current.service(name).orElseThrow(() -> new UnknownServiceException(name));
    }

    /**
     * What the newest check of a service brought back, from memory; empty unless the monitor keeps that (see {@link
     * io.healthmon.HealthMonitor#keepSightings}), and before the first check since it does. It may be of a check that is not recorded yet.
     */
    public Optional<Sighting> sighting(String service) {
        return current.sighting(service);
    }

    /**
     * What the policy thinks of a service now, and what it waits for. From memory.
     *
     * @throws UnknownServiceException if it is not watched
     */
    public Explanation explain(String service) {
        ServiceStatus status = service(service);
        Optional<Silence> silence =
                status.state().held().flatMap(held -> silences.get().of(held));
        List<String> more = new ArrayList<>();
        silence.ifPresent(its -> more.add(said(its)));
        status.missed().ifPresent(its -> more.add(said(its)));
        Explanation explanation = explain(status);
        return more.isEmpty() ? explanation : explanation.with(more);
    }

    private static String said(Gap missed) {
        String why = missed.kind() == StoredGap.Kind.HELD_UP
                ? "the monitor itself was held up"
                : "nothing was found out, by the monitor's own fault";
        return (missed.checks() == 1
                        ? "the last check, at " + missed.to() + ", counts"
                        : "the last " + missed.checks() + " checks, since " + missed.from() + ", count")
                + " neither way: " + why;
    }

    private static String said(Silence silence) {
        String reason = silence.reason().isBlank() ? "" : ": " + Text.cut(silence.reason(), MOST_OF_A_REASON);
        return "the silence is by " + silence.author() + ", until " + silence.endsAt() + reason;
    }

    private Explanation explain(ServiceStatus status) {
        try {
            return policy.explain(status.target(), status.state(), now());
        } catch (RuntimeException e) {
            LOG.warn(
                    "{}: the alert policy could not explain itself",
                    status.target().name(),
                    e);
            return Explanation.ofState(status.target(), status.state());
        }
    }

    /**
     * The monitor's own alert: that it is cut off from its network. It belongs to no service that is watched; empty unless it is active.
     * From memory.
     */
    public Optional<Alert> monitorAlert() {
        return current.monitorAlert();
    }

    /** The whole, in numbers. From memory. */
    public Summary summary() {
        return Summary.of(services(), current.monitorAlert());
    }

    /** Recorded checks, newest first. */
    public List<StoredCheck> history(HistoryQuery query) {
        return store.history(query);
    }

    /**
     * Has {@code recent} take in what was recorded in a time; see {@link RecentChecks#fill}.
     *
     * @throws io.healthmon.store.StoreException.Unavailable if the store is away
     */
    public void recall(RecentChecks recent, LogSpan span) {
        recent.fill(store, span);
    }

    /** Recorded alerts, newest first. */
    public List<StoredAlert> alerts(AlertQuery query) {
        return store.alerts(query);
    }

    /**
     * The times of which no checks of a service are recorded, those that ended last first, at most 1,000: nobody looked, there was no
     * room for what was found, or nothing was found out, by the monitor's own fault.
     *
     * @param since only those that ended at this moment or later
     */
    public List<StoredGap> gaps(String service, Instant since) {
        return store.gaps(new GapQuery(Optional.of(service), since, MOST_GAPS));
    }

    /**
     * The same of one service or, without one, of all; of those that ended last, at most 1,000.
     *
     * @param since only those that ended at this moment or later
     * @param until only those that began before this moment; empty for all
     */
    public List<StoredGap> gaps(Optional<String> service, Instant since, Optional<Instant> until) {
        return store.gaps(new GapQuery(service, since, until, MOST_GAPS));
    }

    /** All that is recorded of an alert: why it was opened, what became of it and who was told; empty if there is none of that id. */
    public Optional<AlertStory> story(long id) {
        return store.story(id);
    }

    /** What would have happened to alerts and did not, newest first. */
    public List<Suppression> suppressions(SuppressionQuery query) {
        return store.suppressions(query);
    }

    /** The checks of a service in the {@code period} before now, and those later, where the clock was set back since. */
    public StatusCounts uptime(String service, Duration period) {
        Instant now = clock.wall();
        return store.count(service, now.minus(period), end(service, now));
    }

    /** The response times of those checks. */
    public Latencies latencies(String service, Duration period) {
        Instant now = clock.wall();
        return store.latencies(service, now.minus(period), end(service, now));
    }

    /** How a service fared over a time, piece by piece. */
    public List<Bucket> series(SeriesQuery query) {
        return store.series(query);
    }

    private Instant end(String service, Instant now) {
        Instant newest = current.service(service)
                .flatMap(status -> status.state().lastCheck())
                .map(CheckResult::timestamp)
                .filter(now::isBefore)
                .orElse(now);
        return newest.plusNanos(1_000);
    }
}
