package io.healthmon.check.redis;

import io.healthmon.HealthStatus;
import io.healthmon.check.Checks;
import io.healthmon.check.Observation;
import io.healthmon.check.Reason;
import io.healthmon.check.Text;
import io.healthmon.check.Timings;
import io.healthmon.target.Secret;
import java.util.Map;

/** What Redis's errors mean: it answers, so all are unhealthy, but they are told apart by their first word. */
final class RedisErrors {

    /** What was asked for, where a password was sent. */
    static final String LOGIN = "the login";

    private static final int MAX_TEXT = 200;

    private RedisErrors() {}

    static Observation meaning(RespReply.Failure failure, String what, RedisAddress address, Timings timings) {
        return switch (failure.code()) {
            case "LOADING" -> unhealthy(Reason.LOADING, "not_ready", "Redis is loading its data set", timings);
            case "MASTERDOWN" ->
                unhealthy(
                        Reason.MASTER_DOWN,
                        "not_ready",
                        "this replica has lost its master and serves no stale data",
                        timings);
            case "NOAUTH" ->
                unhealthy(
                        Reason.AUTH,
                        "error",
                        "Redis wants a password and the monitor has none: put it into the url",
                        timings);
            case "WRONGPASS" ->
                unhealthy(
                        Reason.AUTH,
                        "error",
                        "Redis refused the monitor's user or password: check those in the url",
                        timings);
            case "NOPERM" ->
                unhealthy(Reason.AUTH, "error", "the monitor's user is not permitted " + what + " on Redis", timings);
            case "DENIED" ->
                unhealthy(
                        Reason.AUTH,
                        "error",
                        "Redis is in protected mode: it answers its own host only until it has a password",
                        timings);
            default ->
                unhealthy(
                        what.equals(LOGIN) ? Reason.AUTH : Reason.REPORTED,
                        "error",
                        "Redis refused " + what + ": " + masked(failure.text(), address),
                        timings);
        };
    }

    /** The server chose the text, and it knows the password that we sent. */
    private static String masked(String text, RedisAddress address) {
        String safe = address.password()
                .map(Secret::reveal)
                .map(word -> text.replace(word, "***"))
                .orElse(text);
        return Text.cut(safe, MAX_TEXT);
    }

    private static Observation unhealthy(Reason reason, String word, String message, Timings timings) {
        return Observation.Statement.of(
                HealthStatus.UNHEALTHY, reason, message, Checks.of(Map.of("ping", word)), timings);
    }
}
