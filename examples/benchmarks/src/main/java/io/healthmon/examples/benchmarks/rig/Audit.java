package io.healthmon.examples.benchmarks.rig;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tables, held against what the services answered. Each service's rows are walked in the order of their timestamps: the
 * numbers of its answers must follow each other, as must the ids. A number that no row has is lost, unless a check between its
 * neighbours ended without an answer: the monitor had given it up. So it is where the monitor recorded between its neighbours that it was
 * held up itself; of those there must not be more than it may excuse. Alerts must be what these rows come to, each once.
 */
public final class Audit {

    private static final String CHECKS = "select service_name, id, timestamp, status, (checks->>'served')::bigint"
            + " from service_health_checks order by service_name, timestamp, id";
    private static final String ALERTS =
            "select service_name, triggered_at, resolved_at, status from service_health_alerts";
    private static final int FETCH = 10_000;
    private static final int UNKNOWN_THRESHOLD = 3;
    private static final int MAX_PROBLEMS = 50;

    /** Of each service, in each life of the monitor; beyond that one of ten checks. */
    private static final int MOST_HELD_UP = 2;

    private static final int RARELY = 10;

    private final Services services;
    private final Map<String, Integer> upTo;
    private final RowVisitor visitor;
    private final HeldUpGaps heldUp;
    private final List<Lost> lost = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<AlertRow> expected = new HashSet<>();
    private long checks;
    private long unanswered;
    private long unheard;

    /** Is shown every row. */
    public interface RowVisitor {

        /** A check that the table holds; {@code number} is that of its answer, zero if it ended without one. */
        void row(String service, Instant timestamp, long number);
    }

    /** An answer that no row has. */
    public record Lost(String service, long number) {}

    /** An alert; {@code resolved} is null while it is active. */
    public record AlertRow(
            String service, Instant triggered, @Nullable Instant resolved) {}

    private Audit(Services services, Map<String, Integer> upTo, HeldUpGaps heldUp, RowVisitor visitor) {
        this.heldUp = heldUp;
        this.services = services;
        this.upTo = upTo;
        this.visitor = visitor;
    }

    /**
     * Reads all.
     *
     * @param upTo the last answer of each service that must be there; those after it may be
     * @param lives how often the monitor was started
     */
    public static Audit of(
            Postgres database, Services services, Map<String, Integer> upTo, int lives, RowVisitor visitor) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            statement.setFetchSize(FETCH);
            Audit audit = new Audit(services, upTo, HeldUpGaps.read(statement), visitor);
            try (ResultSet rows = statement.executeQuery(CHECKS)) {
                audit.checks(rows);
            }
            try (ResultSet rows = statement.executeQuery(ALERTS)) {
                audit.alerts(rows);
            }
            audit.requireFewHeldUp(lives);
            return audit;
        } catch (SQLException e) {
            throw new IllegalStateException("the tables can't be read", e);
        }
    }

    private void checks(ResultSet result) throws SQLException {
        Map<String, Walk> walks = new HashMap<>();
        while (result.next()) {
            Walk walk = walks.computeIfAbsent(result.getString(1), Walk::new);
            long id = result.getLong(2);
            Instant timestamp = result.getTimestamp(3).toInstant();
            String status = result.getString(4);
            long number = result.getLong(5);
            walk.row(id, timestamp, status, result.wasNull() ? 0 : number);
            checks++;
        }
        services.names()
                .forEach(service -> walks.computeIfAbsent(service, Walk::new).end());
    }

    /** So that what the monitor says of itself can't hide what it lost. */
    private void requireFewHeldUp(int lives) {
        long most = (long) MOST_HELD_UP * services.names().size() * lives + checks / RARELY;
        if (heldUp.checks() > most) {
            problem("checks in a gap, since the monitor was held up: " + heldUp.checks() + ", more than " + most);
        }
    }

    private void alerts(ResultSet result) throws SQLException {
        Set<AlertRow> found = new HashSet<>();
        while (result.next()) {
            AlertRow alert = new AlertRow(
                    result.getString(1), result.getTimestamp(2).toInstant(), instant(result.getTimestamp(3)));
            if (!found.add(alert)) {
                problem("alert twice: " + alert);
            }
            if ((alert.resolved() == null) != "active".equals(result.getString(4))) {
                problem("alert " + result.getString(4) + ": " + alert);
            }
        }
        expected.stream().filter(alert -> !found.contains(alert)).forEach(alert -> problem("alert missing: " + alert));
        found.stream()
                .filter(alert -> !expected.contains(alert))
                .forEach(alert -> problem("alert unfounded: " + alert));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    private void problem(String what) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(what);
        }
    }

    /** Rows of checks. */
    public long checks() {
        return checks;
    }

    /** Checks that ended without an answer: the machine was too slow for them. */
    public long unanswered() {
        return unanswered;
    }

    /** Checks of which the monitor recorded that it was held up itself. */
    public long heldUp() {
        return heldUp.checks();
    }

    /** Answers that no row has, since they came in such a check. */
    public long unheard() {
        return unheard;
    }

    /** Alerts that there should be. */
    public Set<AlertRow> alerts() {
        return expected;
    }

    /** Answers that no row has. */
    public List<Lost> lost() {
        return lost;
    }

    /** Whatever should not be, losses excepted; the first 50. */
    public List<String> problems() {
        return problems;
    }

    /** One service's rows, as time goes by. */
    private final class Walk {
        private final String service;
        private long lastId;
        private @Nullable Instant lastTimestamp;
        private long lastNumber;
        private int givenUp;
        private long excusable;
        private int streak;
        private @Nullable Instant triggered;

        Walk(String service) {
            this.service = service;
        }

        void row(long id, Instant timestamp, String status, long number) {
            if (id <= lastId) {
                problem(service + ": id " + id + " at " + timestamp + " comes after id " + lastId);
            }
            if (Objects.equals(timestamp, lastTimestamp)) {
                problem(service + ": two rows at " + timestamp);
            }
            excusable += heldUp.takeBefore(service, timestamp);
            if (number > 0) {
                answered(timestamp, number);
            } else if (status.equals("healthy") || status.equals("degraded")) {
                problem(service + ": " + status + " without its components at " + timestamp);
            } else {
                unanswered++;
                givenUp++;
            }
            visitor.row(service, timestamp, number);
            fold(timestamp, status);
            lastId = id;
            lastTimestamp = timestamp;
        }

        private void answered(Instant timestamp, long number) {
            if (number <= lastNumber) {
                problem(service + ": answer " + number + " at " + timestamp + " comes after answer " + lastNumber);
            }
            gap(number);
            lastNumber = Math.max(number, lastNumber);
            givenUp = 0;
            excusable = 0;
        }

        private void gap(long next) {
            for (long number = lastNumber + 1; number < next; number++) {
                if (services.servedAt(service, number).isEmpty()) {
                    continue;
                }
                if (givenUp > 0) {
                    givenUp--;
                } else if (excusable > 0) {
                    excusable--;
                    unheard++;
                } else {
                    lost.add(new Lost(service, number));
                }
            }
        }

        /** The standard policy with its standard thresholds, told once more. */
        private void fold(Instant timestamp, String status) {
            if (status.equals("healthy")) {
                streak = 0;
                if (triggered != null) {
                    expected.add(new AlertRow(service, triggered, timestamp));
                    triggered = null;
                }
                return;
            }
            streak++;
            if (triggered == null && (!status.equals("unknown") || streak >= UNKNOWN_THRESHOLD)) {
                triggered = timestamp;
            }
        }

        void end() {
            excusable += heldUp.takeBefore(service, Instant.MAX);
            gap(upTo.getOrDefault(service, 0) + 1L);
            if (triggered != null) {
                expected.add(new AlertRow(service, triggered, null));
            }
        }
    }
}
