package io.healthmon.jdbc.check;

import io.healthmon.check.CheckFailedException;
import io.healthmon.check.CheckRequest;
import io.healthmon.check.Checker;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.Checks;
import io.healthmon.check.Observation;
import io.healthmon.check.Timings;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Asks {@code select 1}: of a server on a fresh connection, which proves that it still accepts them; of the monitor's own store as
 * the store does it. Blocks, on a thread of the check's own.
 */
final class PostgresChecker implements Checker {

    private static final Checks HEALTHY = Checks.of(Map.of("connection", "healthy"));

    private final CheckerContext context;

    PostgresChecker(CheckerContext context) {
        this.context = context;
    }

    @Override
    public CompletionStage<Observation> check(CheckRequest request) throws Exception {
        PostgresSpec spec = (PostgresSpec) request.spec();
        return CompletableFuture.completedFuture(
                spec.address().isPresent() ? server(request, spec.address().get()) : ownStore());
    }

    private Observation ownStore() throws Exception {
        // No phase: whether the pool waits for a connection or the server for an answer, it can't tell.
        try {
            context.ownStore().ping();
            return Observation.Statement.healthy(HEALTHY, Timings.NONE);
        } catch (RuntimeException | SQLException e) {
            return PostgresFailures.ownStore(e);
        }
    }

    private Observation server(CheckRequest request, PostgresAddress address) throws InterruptedException {
        PostgresAttempt attempt = new PostgresAttempt(context, request, address);
        try {
            attempt.run();
            return Observation.Statement.healthy(HEALTHY, attempt.timings());
        } catch (SQLException | CheckFailedException | RuntimeException e) {
            return PostgresFailures.server(e, address, attempt.timings());
        }
    }
}
