package io.healthmon.examples.benchmarks.page;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.alert.AlertPolicy;
import io.healthmon.alert.Decision;
import io.healthmon.alert.ServiceState;
import io.healthmon.check.Checks;
import io.healthmon.check.Reason;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.store.InMemoryStore;
import io.healthmon.store.NumberedStep;
import io.healthmon.store.Step;
import io.healthmon.store.StoreWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** A past that never was: 90 days of a homelab, with its troubles, folded by the standard policy as a monitor would have. */
final class Lately {

    private static final Duration DAYS = Duration.ofDays(90);
    private static final Duration CLOSE = Duration.ofHours(25);
    private static final Duration RARELY = Duration.ofMinutes(10);
    private static final int BATCH = 500;

    private final List<HealthTarget> targets;
    private final Instant now;
    private final String refusing;
    private final Random random = new Random(11);

    /**
     * A past of these.
     *
     * @param now where it ends
     * @param refusing the address that refuses connections at its end
     */
    Lately(List<HealthTarget> targets, Instant now, String refusing) {
        this.targets = targets;
        this.now = now;
        this.refusing = refusing;
    }

    /**
     * A time of trouble.
     *
     * @param ago how long before now it began
     * @param component what of the service it was; empty for the whole
     */
    private record Trouble(
            String service,
            Duration ago,
            Duration lasting,
            HealthStatus status,
            Reason reason,
            String message,
            String component) {}

    private static final List<Trouble> TROUBLES = List.of(
            new Trouble(
                    "stream-bot",
                    Duration.ofHours(9),
                    Duration.ofMinutes(21),
                    HealthStatus.DEGRADED,
                    Reason.REPORTED,
                    "token_refresh_service is stopped",
                    "token_refresh_service"),
            new Trouble(
                    "stream-bot",
                    Duration.ofDays(12),
                    Duration.ofHours(2),
                    HealthStatus.UNHEALTHY,
                    Reason.REPORTED,
                    "database is unhealthy",
                    "database"),
            new Trouble(
                    "discord-bot",
                    Duration.ofHours(15),
                    Duration.ofMinutes(6),
                    HealthStatus.UNHEALTHY,
                    Reason.REPORTED,
                    "discord_client is disconnected",
                    "discord_client"),
            new Trouble(
                    "discord-bot",
                    Duration.ofDays(40),
                    Duration.ofHours(5),
                    HealthStatus.DEGRADED,
                    Reason.REPORTED,
                    "cleanup_job is stopped",
                    "cleanup_job"),
            new Trouble(
                    "minio",
                    Duration.ofDays(3),
                    Duration.ofHours(1),
                    HealthStatus.UNHEALTHY,
                    Reason.HTTP_5XX,
                    "it answered 503",
                    ""),
            new Trouble(
                    "minio",
                    Duration.ofDays(61),
                    Duration.ofHours(26),
                    HealthStatus.UNHEALTHY,
                    Reason.HTTP_5XX,
                    "it answered 503",
                    ""),
            new Trouble(
                    "redis",
                    Duration.ofMinutes(4),
                    Duration.ofMinutes(5),
                    HealthStatus.UNKNOWN,
                    Reason.CONNECT_REFUSED,
                    "connection to %s refused: nothing listens there",
                    ""));

    private static final Map<String, List<String>> COMPONENTS = Map.of(
            "stream-bot", List.of("database", "oauth_storage", "token_refresh_service", "bot_manager"),
            "discord-bot", List.of("database", "discord_client", "ticket_channel_manager", "cleanup_job"),
            "dashboard", List.of("database", "redis", "minio"));

    /** A store that remembers it. */
    InMemoryStore store() {
        InMemoryStore store = new InMemoryStore(DAYS.plusDays(1), 3_000);
        StoreWriter writer = store.openWriter(UUID.randomUUID());
        Map<String, ServiceState> states = new LinkedHashMap<>();
        targets.forEach(target -> states.put(target.name(), ServiceState.initial(target.name())));
        List<NumberedStep> batch = new ArrayList<>();
        long number = 0;
        for (Instant at = now.minus(DAYS); at.isBefore(now.minusSeconds(20)); at = at.plus(apart(at))) {
            for (HealthTarget target : targets) {
                CheckResult check = check(target, at.plusMillis(random.nextInt(4_000)));
                Decision decision = AlertPolicy.standard()
                        .decide(target, states.getOrDefault(target.name(), ServiceState.initial(target.name())), check);
                states.put(target.name(), decision.state());
                batch.add(new NumberedStep(
                        ++number, new Step(Optional.of(check), decision.state(), decision.transitions())));
            }
            if (batch.size() >= BATCH) {
                writer.commit(List.copyOf(batch));
                batch.clear();
            }
        }
        writer.commit(List.copyOf(batch));
        return store;
    }

    private Duration apart(Instant at) {
        return at.isBefore(now.minus(CLOSE)) ? RARELY : Duration.ofSeconds(30);
    }

    private CheckResult check(HealthTarget target, Instant at) {
        Optional<Trouble> trouble = TROUBLES.stream()
                .filter(it -> it.service().equals(target.name()))
                .filter(it -> at.isAfter(now.minus(it.ago()))
                        && at.isBefore(now.minus(it.ago()).plus(it.lasting())))
                .findFirst();
        Evaluation evaluation = trouble.map(it -> Evaluation.of(
                        it.status(),
                        it.reason(),
                        it.message().formatted(refusing),
                        components(target.name(), it),
                        Optional.empty()))
                .orElseGet(() -> Evaluation.healthy(components(target.name(), Optional.empty()), Optional.empty()));
        return new CheckResult(target.name(), at, Duration.ofMillis(millis(target.name(), at)), evaluation);
    }

    private static Checks components(String service, Trouble trouble) {
        return components(service, Optional.of(trouble));
    }

    private static Checks components(String service, Optional<Trouble> trouble) {
        Map<String, String> words = new LinkedHashMap<>();
        for (String component : COMPONENTS.getOrDefault(service, List.of())) {
            boolean bad = trouble.filter(it -> it.component().equals(component)).isPresent();
            words.put(component, bad ? "stopped" : "healthy");
        }
        return Checks.of(words);
    }

    /** Slower in the evening, now and then much. */
    private long millis(String service, Instant at) {
        double base = 4 + Math.abs(service.hashCode() % 13);
        double day = 1 + 0.5 * Math.sin(at.getEpochSecond() % 86_400 / 86_400.0 * 2 * Math.PI - 2);
        double noise = Math.exp(random.nextGaussian() * 0.3);
        double spike = random.nextInt(60) == 0 ? 3 : 1;
        return Math.max(1, Math.round(base * day * noise * spike));
    }
}
