package io.healthmon.examples.benchmarks.reads;

import io.healthmon.alert.ServiceState;
import io.healthmon.check.Checks;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.examples.benchmarks.machine.PostgresServer;
import io.healthmon.store.NumberedStep;
import io.healthmon.store.Step;
import io.healthmon.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the product keeps beside its log, for a log that it did not write: hourly counts by SQL, states by its own writer. */
final class Folds {

    private static final String COUNTS =
            "insert into healthmon_hourly_rollup (service_name, hour, healthy, degraded, unhealthy, unknown, first_at)"
                    + " select service_name, date_trunc('hour', timestamp, 'UTC'), count(*) filter (where status = 'healthy'),"
                    + " count(*) filter (where status = 'degraded'), 0, 0, min(timestamp)"
                    + " from service_health_checks where timestamp >= timestamptz '%s' group by 1, 2"
                    + " on conflict (service_name, hour) do update set healthy = excluded.healthy,"
                    + " degraded = excluded.degraded, first_at = excluded.first_at";

    private Folds() {}

    /** Makes what follows from the rows since {@code from}; adds one check of each service at {@code now}. */
    static void make(PostgresServer server, Instant from, Instant now) {
        server.run(String.format(COUNTS, from.truncatedTo(ChronoUnit.HOURS)));
        try (Store store = History.store(server, Duration.ofDays(400))) {
            store.openWriter(UUID.randomUUID()).commit(states(now));
        }
    }

    private static List<NumberedStep> states(Instant now) {
        List<NumberedStep> steps = new ArrayList<>();
        for (int i = 0; i < History.SERVICES; i++) {
            CheckResult check = new CheckResult(
                    History.service(i),
                    now.plusMillis(i),
                    Duration.ofMillis(3),
                    Evaluation.healthy(
                            Checks.stored("{\"database\": \"healthy\", \"oauth_storage\": \"healthy\","
                                    + " \"token_refresh_service\": \"running\", \"bot_manager\": \"running\"}"),
                            Optional.empty()));
            ServiceState state = new ServiceState(
                    check.service(), Optional.of(check), Optional.of(check.timestamp()), 0, 1, Optional.empty());
            steps.add(new NumberedStep(i + 1, new Step(Optional.of(check), state, List.of())));
        }
        return steps;
    }
}
