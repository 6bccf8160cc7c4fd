package io.healthmon.check.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.healthmon.HealthStatus;
import io.healthmon.check.Checks;
import io.healthmon.check.Observation;
import io.healthmon.check.Reason;
import io.healthmon.check.Text;
import io.healthmon.check.Timings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a container's {@code State} means. Running without a healthcheck is healthy; with one, its word decides, and
 * {@code starting} keeps the status that the service had. Whatever is not running is unhealthy.
 */
final class ContainerState {

    private static final ObjectMapper MAPPER = JsonMapper.builder().build();
    private static final int MAX_WORD = 50;

    private ContainerState() {}

    static Observation observed(String container, byte[] json, Timings timings) {
        JsonNode state;
        try {
            state = MAPPER.readTree(json).path("State");
        } catch (IOException e) {
            return noState(timings);
        }
        String status = word(state.path("Status"));
        if (status.isEmpty()) {
            return noState(timings);
        }
        String health = word(state.path("Health").path("Status"));
        Map<String, String> words = new LinkedHashMap<>();
        words.put("state", status);
        if (!health.isEmpty() && !health.equals("none")) {
            words.put("health", health);
        }
        Checks checks = Checks.of(words);
        return status.equals("running")
                ? running(container, health, checks, timings)
                : unhealthy(Reason.CONTAINER_STATE, notRunning(container, status, state), checks, timings);
    }

    private static Observation running(String container, String health, Checks checks, Timings timings) {
        return switch (health) {
            case "", "none", "healthy" -> Observation.Statement.healthy(checks, timings);
            case "starting" ->
                new Observation.Unsettled(
                        "the container " + container + " is starting: its healthcheck has not passed yet",
                        checks,
                        timings);
            case "unhealthy" ->
                unhealthy(
                        Reason.REPORTED,
                        "the container " + container + " runs, but its own healthcheck fails",
                        checks,
                        timings);
            default ->
                Observation.Statement.of(
                        HealthStatus.DEGRADED,
                        Reason.UNKNOWN_WORD,
                        "the container " + container + " runs, but its health is the unknown word '" + health + "'",
                        checks,
                        timings);
        };
    }

    private static String notRunning(String container, String status, JsonNode state) {
        String subject = "the container " + container;
        boolean killed = state.path("OOMKilled").asBoolean();
        return switch (status) {
            case "exited", "dead", "stopped" ->
                subject + (status.equals("dead") ? " is dead" : " has exited") + " with code "
                        + state.path("ExitCode").asInt()
                        + (killed ? ", killed for lack of memory" : "");
            case "restarting" ->
                subject + " keeps restarting" + (killed ? ", killed for lack of memory" : "")
                        + ": its last exit code was " + state.path("ExitCode").asInt();
            case "paused" -> subject + " is paused";
            case "created", "configured", "initialized" -> subject + " was created but never started";
            case "removing" -> subject + " is being removed";
            default -> subject + " is not running: its state is '" + status + "'";
        };
    }

    private static Observation noState(Timings timings) {
        return Observation.Failure.unhealthy(
                Reason.PROTOCOL, "the Docker Engine's answer holds no state of the container", timings);
    }

    private static Observation unhealthy(Reason reason, String message, Checks checks, Timings timings) {
        return Observation.Statement.of(HealthStatus.UNHEALTHY, reason, message, checks, timings);
    }

    private static String word(JsonNode node) {
        return node.isTextual() ? Text.cut(node.asText().toLowerCase(Locale.ROOT), MAX_WORD) : "";
    }
}
