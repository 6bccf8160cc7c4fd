package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertKey;
import io.healthmon.javalin.StatusPage;
import io.healthmon.javalin.page.PublicDay;
import io.healthmon.javalin.page.PublicIncident;
import io.healthmon.javalin.page.PublicService;
import io.healthmon.javalin.page.PublicStatus;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.store.AlertReader.AlertQuery;
import io.healthmon.store.SeriesReader.Bucket;
import io.healthmon.store.SeriesReader.SeriesQuery;
import io.healthmon.store.StoreStatus;
import io.healthmon.store.StoredAlert;
import io.healthmon.time.MonitorClock;
import io.healthmon.view.ServiceStatus;
import io.healthmon.view.UnknownServiceException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the public status page shows. However many look, it is put together every few seconds at most, and the store is asked every few
 * minutes, or when an alert began or ended. Thread-safe.
 */
final class PublicBoard {

    private static final Logger LOG = LoggerFactory.getLogger(PublicBoard.class);

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration PAST_FRESH = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MOST_ALERTS = 20;
    private static final int MOST_INCIDENTS = 50;

    /** The policy's messages begin with how the service is; no more of them than that is looked at. */
    private static final Pattern RESTRICTED = Pattern.compile("Service \\S+ is degraded\\b.*", Pattern.DOTALL);

    private final HealthMonitor monitor;
    private final StatusPage chosen;
    private final MonitorClock clock;
    private final Executor executor;
    private Optional<Shown> shown = Optional.empty();
    private Past past = Past.NONE;
    private Optional<CompletableFuture<Past>> asking = Optional.empty();

    /** The store is read on {@code executor}, which may block. */
    PublicBoard(HealthMonitor monitor, StatusPage chosen, MonitorClock clock, Executor executor) {
        this.monitor = monitor;
        this.chosen = chosen;
        this.clock = clock;
        this.executor = executor;
    }

    /** How everything is, and what was made of it so far. */
    record Shown(PublicStatus status, long at, Map<String, Answer> answers) {

        /** An answer, made once. */
        Answer answer(String kind, Function<PublicStatus, Answer> make) {
            return answers.computeIfAbsent(kind, its -> make.apply(status));
        }
    }

    /** What the store knows of the time before. */
    private record Past(Map<String, List<Bucket>> days, List<Alert> alerts, long at, boolean known) {
        static final Past NONE = new Past(Map.of(), List.of(), 0, false);
    }

    /** How everything is, as of some seconds ago at most. */
    CompletableFuture<Shown> shown() {
        synchronized (this) {
            if (shown.filter(it -> clock.nanos() - it.at() < FRESH.toNanos()).isPresent()) {
                return CompletableFuture.completedFuture(shown.get());
            }
        }
        List<ServiceStatus> services = services();
        return past(services).thenApply(before -> put(services, before));
    }

    private synchronized Shown put(List<ServiceStatus> services, Past before) {
        Shown made = new Shown(status(services, before), clock.nanos(), new ConcurrentHashMap<>());
        shown = Optional.of(made);
        return made;
    }

    /** Those that are chosen and watched, in the order in which they are chosen. */
    private List<ServiceStatus> services() {
        List<ServiceStatus> services = new ArrayList<>();
        for (String name : chosen.services().keySet()) {
            try {
                services.add(monitor.view().service(name));
            } catch (UnknownServiceException removed) {
                LOG.debug("{} is on the status page, but not watched", name);
            }
        }
        return services;
    }

    /** What was before: what is known of it, unless it is old, and the store says more in time. */
    private synchronized CompletableFuture<Past> past(List<ServiceStatus> services) {
        boolean old = !past.known() || clock.nanos() - past.at() >= PAST_FRESH.toNanos() || alertsDiffer(services);
        if (!old || monitor.storeStatus().state() == StoreStatus.State.AWAY) {
            return CompletableFuture.completedFuture(past);
        }
        if (asking.isEmpty()) {
            CompletableFuture<Past> asked = new CompletableFuture<>();
            asking = Optional.of(asked);
            List<String> names = services.stream().map(ServiceStatus::name).toList();
            try {
                executor.execute(() -> ask(names, asked));
            } catch (RejectedExecutionException busy) {
                learn(past, asked);
            }
        }
        return asking.map(it -> it.copy().completeOnTimeout(past, PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .orElseGet(() -> CompletableFuture.completedFuture(past));
    }

    /** True if an alert began or ended since the store was asked. */
    private boolean alertsDiffer(List<ServiceStatus> services) {
        var now = services.stream()
                .flatMap(service -> service.state().activeAlert().stream())
                .map(AlertKey::of)
                .collect(Collectors.toSet());
        var before =
                past.alerts().stream().filter(Alert::active).map(AlertKey::of).collect(Collectors.toSet());
        return !now.equals(before);
    }

    private void ask(List<String> names, CompletableFuture<Past> asked) {
        Past found;
        try {
            found = read(names);
        } catch (RuntimeException e) {
            LOG.warn("the status page does not know what was before: {}", e.getMessage());
            synchronized (this) {
                found = past;
            }
        }
        learn(found, asked);
    }

    private void learn(Past found, CompletableFuture<Past> asked) {
        synchronized (this) {
            past = found;
            asking = Optional.empty();
        }
        asked.complete(found);
    }

    private Past read(List<String> names) {
        Instant now = monitor.view().now();
        Instant from = now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(PublicStatus.DAYS - 1));
        Map<String, List<Bucket>> days = new LinkedHashMap<>();
        List<Alert> alerts = new ArrayList<>();
        for (String name : names) {
            days.put(
                    name, monitor.view().series(new SeriesQuery(name, from, now.plusNanos(1_000), Duration.ofDays(1))));
            monitor.view().alerts(new AlertQuery(Optional.empty(), Optional.of(name), MOST_ALERTS)).stream()
                    .map(StoredAlert::alert)
                    .filter(alert -> alert.active() || alert.triggeredAt().isAfter(from))
                    .forEach(alerts::add);
        }
        return new Past(days, alerts, clock.nanos(), true);
    }

    private PublicStatus status(List<ServiceStatus> services, Past before) {
        return new PublicStatus(
                chosen.title(),
                services.stream().map(service -> service(service, before)).toList(),
                incidents(services, before),
                before.known(),
                monitor.view().now());
    }

    private PublicService service(ServiceStatus service, Past before) {
        List<PublicDay> days = before.days().getOrDefault(service.name(), List.of()).stream()
                .map(bucket -> new PublicDay(LocalDate.ofInstant(bucket.start(), ZoneOffset.UTC), bucket.counts()))
                .toList();
        return new PublicService(
                name(service.name()),
                service.status(),
                service.state().lastCheck().isPresent(),
                days);
    }

    private String name(String service) {
        return chosen.services().getOrDefault(service, "");
    }

    /** What is active is memory's to know. */
    private List<PublicIncident> incidents(List<ServiceStatus> services, Past before) {
        Map<AlertKey, Alert> alerts = new LinkedHashMap<>();
        before.alerts().stream()
                .filter(alert -> !alert.active())
                .forEach(alert -> alerts.put(AlertKey.of(alert), alert));
        services.stream()
                .flatMap(service -> service.state().activeAlert().stream())
                .forEach(alert -> alerts.put(AlertKey.of(alert), alert));
        return alerts.values().stream()
                .sorted(Comparator.comparing(Alert::triggeredAt).reversed())
                .limit(MOST_INCIDENTS)
                .map(this::incident)
                .toList();
    }

    private PublicIncident incident(Alert alert) {
        var said = alert.acknowledgement()
                .filter(it -> chosen.notes() && !it.note().isBlank());
        return new PublicIncident(
                name(alert.service()),
                RESTRICTED.matcher(alert.message()).matches(),
                alert.triggeredAt(),
                alert.resolvedAt(),
                said.map(it -> it.note()),
                said.map(it -> it.at()));
    }
}
