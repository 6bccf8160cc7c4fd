package io.healthmon.examples.benchmarks.rig;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a {@link WebHook} took, held against the table of alerts: of each alert the trigger, then the resolve if it is resolved, under
 * one key each however often they came, and nothing of an alert that the table does not know.
 */
public final class DeliveryAudit {

    private static final String ALERTS =
            "select service_name, triggered_at, resolved_at is not null from service_health_alerts";
    private static final String PENDING = "select count(*) from healthmon_outbox where status = 'pending' and at < ";
    private static final int MAX_PROBLEMS = 50;

    private final Map<AlertName, Seen> seen = new HashMap<>();
    private final Set<String> keys = new HashSet<>();
    private final List<String> problems = new ArrayList<>();
    private long told;
    private long duplicates;
    private long digests;
    private long alerts;

    private record AlertName(String service, Instant triggeredAt) {}

    /** What came of an alert. */
    private static final class Seen {
        private final Set<String> triggers = new HashSet<>();
        private final Set<String> resolves = new HashSet<>();
    }

    private DeliveryAudit() {}

    /**
     * Reads all.
     *
     * @param settled until when everything must have been told
     */
    public static DeliveryAudit of(Postgres database, WebHook hook, Instant settled) {
        DeliveryAudit audit = new DeliveryAudit();
        hook.messages().forEach(audit::message);
        long pending = database.number(PENDING + "'" + settled + "'");
        if (pending > 0) {
            audit.problem(pending + " messages are still to be sent");
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ALERTS)) {
            while (rows.next()) {
                audit.alert(
                        new AlertName(rows.getString(1), rows.getTimestamp(2).toInstant()),
                        rows.getBoolean(3),
                        settled);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the tables can't be read", e);
        }
        audit.seen.keySet().forEach(name -> audit.problem("told of an alert that there is not: " + name));
        return audit;
    }

    private void message(WebHook.Message message) {
        digests += message.told().size() > 1 ? 1 : 0;
        message.told().forEach(this::told);
    }

    private void told(WebHook.Told one) {
        told++;
        duplicates += keys.add(one.key()) ? 0 : 1;
        AlertName name = new AlertName(one.service(), one.triggeredAt());
        Seen its = seen.computeIfAbsent(name, any -> new Seen());
        switch (one.kind()) {
            case "triggered" -> its.triggers.add(one.key());
            case "resolved" -> {
                if (its.triggers.isEmpty()) {
                    problem("a resolve before its trigger: " + name);
                }
                its.resolves.add(one.key());
            }
            default -> {
                if (its.triggers.isEmpty()) {
                    problem(one.kind() + " before the trigger: " + name);
                }
            }
        }
    }

    private void alert(AlertName name, boolean resolved, Instant settled) {
        alerts++;
        Seen its = seen.remove(name);
        if (its == null || its.triggers.isEmpty()) {
            if (name.triggeredAt().isBefore(settled)) {
                problem("never told: " + name);
            }
            return;
        }
        if (its.triggers.size() > 1 || its.resolves.size() > 1) {
            problem("twice, under keys that differ: " + name + " " + its.triggers + " " + its.resolves);
        }
        if (resolved && its.resolves.isEmpty() && name.triggeredAt().isBefore(settled)) {
            problem("its resolve was never told: " + name);
        }
        if (!resolved && !its.resolves.isEmpty()) {
            problem("told as resolved, and active: " + name);
        }
    }

    private void problem(String what) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(what);
        }
    }

    /** Alerts in the table. */
    public long alerts() {
        return alerts;
    }

    /** What was told of alerts, in however many messages. */
    public long told() {
        return told;
    }

    /** Of it what had been told under the same key before. */
    public long duplicates() {
        return duplicates;
    }

    /** Messages that told of several alerts. */
    public long digests() {
        return digests;
    }

    /** Whatever should not be; the first 50. */
    public List<String> problems() {
        return problems;
    }
}
