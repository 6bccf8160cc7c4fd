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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** What the product keeps beside its log, for a log that it did not write: rollups and states, made by itself. */
final class Folds {

    private Folds() {}

    /**
     * Rolls up what has no rollups yet, and adds one check of each service at {@code now}.
     *
     * @param span how long ago the first row is, at most
     */
    static void make(PostgresServer server, Duration span, Instant now, Consumer<String> progress) {
        try (Store store = History.store(server, span)) {
            store.openWriter(UUID.randomUUID()).commit(states(now));
            long before = server.number("select count(distinct hour) from healthmon_hourly_rollup");
            long startedNanos = System.nanoTime();
            long left = Long.MAX_VALUE;
            while (left > 0) {
                store.maintain(now);
                long still = server.number("select count(*) from healthmon_dirty_hour");
                if (still >= left) {
                    throw new IllegalStateException("hours that can't be rolled up: " + still);
                }
                left = still;
            }
            Duration took = Duration.ofNanos(System.nanoTime() - startedNanos);
            long hours = server.number("select count(distinct hour) from healthmon_hourly_rollup") - before;
            progress.accept("rolled up " + hours + " hours in " + took.toMillis() + " ms");
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
