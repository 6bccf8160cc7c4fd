package io.healthmon.evaluate;

import static io.healthmon.HealthStatus.DEGRADED;
import static io.healthmon.HealthStatus.HEALTHY;
import static io.healthmon.HealthStatus.UNHEALTHY;
import static io.healthmon.check.http.BodyFormat.ASPNET;
import static io.healthmon.check.http.BodyFormat.DROPWIZARD;
import static io.healthmon.check.http.BodyFormat.DROPWIZARD_HEALTH;
import static io.healthmon.check.http.BodyFormat.IETF;
import static io.healthmon.check.http.BodyFormat.MICRONAUT;
import static io.healthmon.check.http.BodyFormat.MICROPROFILE;
import static io.healthmon.check.http.BodyFormat.SEED;
import static io.healthmon.check.http.BodyFormat.SPRING;
import static io.healthmon.check.http.BodyFormat.TERMINUS;
import static io.healthmon.check.http.BodyFormat.TEXT;

import io.healthmon.HealthStatus;
import io.healthmon.check.Observation.Answer;
import io.healthmon.check.http.BodyFormat;
import java.util.List;

/**
 * A body as a framework sends it, and what it means. The body is a resource's name, or plain text.
 *
 * @param message the message; empty text where healthy
 * @param components the names in {@code checks}
 */
record Sample(
        BodyFormat format,
        int code,
        String contentType,
        String body,
        HealthStatus status,
        String message,
        List<String> components) {

    static final List<Sample> ALL = List.of(
            json(
                    SEED,
                    200,
                    "seed-stream-bot",
                    HEALTHY,
                    "",
                    "database",
                    "oauth_storage",
                    "token_refresh_service",
                    "bot_manager"),
            json(
                    SEED,
                    503,
                    "seed-stream-bot-degraded",
                    DEGRADED,
                    "token_refresh_service is stopped",
                    "database",
                    "oauth_storage",
                    "token_refresh_service",
                    "bot_manager"),
            json(
                    SEED,
                    503,
                    "seed-stream-bot-unhealthy",
                    UNHEALTHY,
                    "database is unhealthy, token_refresh_service is stopped",
                    "database",
                    "oauth_storage",
                    "token_refresh_service",
                    "bot_manager"),
            json(SEED, 200, "seed-stream-bot-api", HEALTHY, "", "bot", "platforms", "websocket"),
            json(
                    SEED,
                    200,
                    "seed-discord-bot",
                    HEALTHY,
                    "",
                    "database",
                    "discord_client",
                    "ticket_channel_manager",
                    "cleanup_job"),
            json(SEED, 503, "seed-discord-bot-services", DEGRADED, "discord is down", "database", "discord"),
            json(
                    SEED,
                    503,
                    "seed-dashboard",
                    DEGRADED,
                    "celery is no_workers",
                    "database",
                    "redis",
                    "minio",
                    "docker",
                    "celery"),
            json(
                    SPRING,
                    503,
                    "spring-3",
                    UNHEALTHY,
                    "it reports DOWN: db is DOWN",
                    "db",
                    "diskSpace",
                    "ping",
                    "rabbit"),
            json(
                    SPRING,
                    503,
                    "spring-2.0",
                    UNHEALTHY,
                    "it reports OUT_OF_SERVICE: queue is OUT_OF_SERVICE",
                    "diskSpace",
                    "queue"),
            json(SPRING, 200, "spring-1", HEALTHY, "", "diskSpace", "db"),
            json(SPRING, 200, "spring-status-only", HEALTHY, ""),
            json(SPRING, 200, "spring-groups", HEALTHY, ""),
            json(
                    SPRING,
                    200,
                    "spring-custom",
                    DEGRADED,
                    "it reports 'BROWN_OUT', a word that is not in the vocabulary: "
                            + "db is 'BROWN_OUT', a word that is not in the vocabulary",
                    "db",
                    "ping"),
            json(
                    MICROPROFILE,
                    503,
                    "microprofile",
                    UNHEALTHY,
                    "it reports DOWN: Database connections health check is DOWN",
                    "SmallRye Reactive Messaging - readiness check",
                    "Database connections health check"),
            json(MICROPROFILE, 503, "microprofile-1", UNHEALTHY, "it reports DOWN: disk is DOWN", "heap", "disk"),
            json(MICROPROFILE, 200, "microprofile-empty", HEALTHY, ""),
            json(DROPWIZARD, 500, "dropwizard", UNHEALTHY, "hibernate is unhealthy", "deadlocks", "hibernate"),
            json(
                    DROPWIZARD_HEALTH,
                    200,
                    "dropwizard-health",
                    DEGRADED,
                    "recommendations is unhealthy",
                    "database",
                    "recommendations"),
            json(MICRONAUT, 503, "micronaut", UNHEALTHY, "it reports DOWN: jdbc is DOWN", "diskSpace", "jdbc"),
            json(ASPNET, 200, "aspnet", DEGRADED, "cache is Degraded", "npgsql", "cache"),
            new Sample(TEXT, 503, "text/plain", "Unhealthy", UNHEALTHY, "it reports Unhealthy", List.of()),
            new Sample(
                    IETF,
                    200,
                    "application/health+json",
                    "ietf.json",
                    DEGRADED,
                    "it reports warn: cpu:utilization is warn",
                    List.of("cassandra:responseTime", "cpu:utilization", "uptime")),
            json(
                    IETF,
                    200,
                    "ietf",
                    DEGRADED,
                    "it reports warn: cpu:utilization is warn",
                    "cassandra:responseTime",
                    "cpu:utilization",
                    "uptime"),
            json(TERMINUS, 503, "terminus", UNHEALTHY, "it reports error: database is down", "nestjs-docs", "database"),
            json(TERMINUS, 200, "terminus-ok", HEALTHY, "", "db"),
            json(TERMINUS, 503, "terminus-shutting-down", UNHEALTHY, "it reports shutting_down"),
            new Sample(TEXT, 200, "text/plain", "SERVER_IS_READY", HEALTHY, "", List.of()),
            new Sample(TEXT, 200, "text/plain", "SERVER_IS_NOT_SHUTTING_DOWN", HEALTHY, "", List.of()),
            new Sample(
                    TEXT,
                    500,
                    "text/plain",
                    "SERVER_IS_NOT_READY",
                    UNHEALTHY,
                    "it reports SERVER_IS_NOT_READY",
                    List.of()),
            new Sample(
                    TEXT,
                    500,
                    "text/plain",
                    "SERVER_IS_SHUTTING_DOWN",
                    UNHEALTHY,
                    "it reports SERVER_IS_SHUTTING_DOWN",
                    List.of()),
            new Sample(TEXT, 200, "text/plain; charset=utf-8", "OK\n", HEALTHY, "", List.of()),
            new Sample(TEXT, 200, "application/json", "true", HEALTHY, "", List.of()),
            new Sample(TEXT, 200, "application/json", "\"UP\"", HEALTHY, "", List.of()));

    private static Sample json(
            BodyFormat format, int code, String file, HealthStatus status, String message, String... components) {
        return new Sample(format, code, Answers.JSON, file + ".json", status, message, List.of(components));
    }

    Answer answer() {
        return Answers.answer(code, contentType, text());
    }

    String text() {
        return body.endsWith(".json") ? Answers.resource(body) : body;
    }
}
