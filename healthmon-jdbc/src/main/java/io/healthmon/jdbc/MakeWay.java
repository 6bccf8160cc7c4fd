package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_ADOPTION;
import static io.healthmon.jdbc.generated.Tables.HEALTHMON_WRITER;
import static org.jooq.impl.DSL.inline;

import io.healthmon.jdbc.generated.tables.HealthmonAdoption;
import io.healthmon.store.StoreException;
import java.time.Duration;
import java.util.List;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes way for our tables where the original service's are: renames them in the transaction that makes ours, so that there is never a
 * moment without tables of these names, and an interruption leaves the original as it was. Called by Flyway around its migrations.
 */
final class MakeWay implements Callback {

    private static final Logger LOG = LoggerFactory.getLogger(MakeWay.class);

    static final String MAKES_OUR_TABLES = "1";
    private static final String MAKES_THE_ADOPTIONS_TABLE = "7";

    /** The original service, if it runs, waits behind it. Longer than PostgreSQL takes to call off a vacuum that is in the way (1 s). */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final List<OriginalTable> originals;
    private final AdoptionWindow window;
    private List<ViewsOfOriginals> views = List.of();

    MakeWay(List<OriginalTable> originals, AdoptionWindow window) {
        this.originals = originals;
        this.window = window;
    }

    /**
     * Takes the lock that renaming takes, within a transaction.
     *
     * @throws StoreException.Unavailable if others use the tables and do not let go of them
     */
    static void lock(DSLContext transaction, List<OriginalTable> originals) {
        transaction.fetch("select set_config('lock_timeout', {0}, true)", inline(LONGEST_WAIT.toMillis() + "ms"));
        for (OriginalTable table : originals) {
            try {
                transaction.execute("lock table {0} in access exclusive mode", table.former());
            } catch (DataAccessException e) {
                if (SqlErrors.lockTimedOut(e)) {
                    throw new StoreException.Unavailable(
                            "the original service's " + table.name()
                                    + " is to be adopted, but another session has it in use: stop the original service, if it still runs",
                            e);
                }
                throw e;
            }
        }
    }

    @Override
    public String getCallbackName() {
        return "adoption";
    }

    @Override
    public boolean supports(Event event, @Nullable Context context) {
        return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, @Nullable Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        String version = String.valueOf(context.getMigrationInfo().getVersion());
        DSLContext transaction = DSL.using(
                context.getConnection(),
                SQLDialect.POSTGRES,
                new Settings().withExecuteLogging(false).withRenderSchema(false));
        if (event == Event.BEFORE_EACH_MIGRATE && version.equals(MAKES_OUR_TABLES)) {
            rename(transaction);
        } else if (event == Event.AFTER_EACH_MIGRATE && version.equals(MAKES_THE_ADOPTIONS_TABLE)) {
            begin(transaction);
        }
    }

    private void rename(DSLContext transaction) {
        lock(transaction, originals);
        views = originals.stream()
                .map(table -> ViewsOfOriginals.of(transaction, table))
                .toList();
        originals.forEach(table -> RenameOriginals.run(transaction, table));
    }

    private void begin(DSLContext transaction) {
        for (OriginalTable table : originals) {
            ContinueIds.run(transaction, table);
            GrantAsBefore.run(transaction, table);
            warnOfTriggers(transaction, table);
        }
        views.forEach(each -> each.follow(transaction));
        // Of what is older, only the counts are adopted: no rows of ours will ever say otherwise.
        transaction
                .update(HEALTHMON_WRITER)
                .set(HEALTHMON_WRITER.CLOSED_TO, window.rowsSince())
                .set(HEALTHMON_WRITER.DROPPED_TO, window.rowsSince())
                .execute();
        HealthmonAdoption adoption = HEALTHMON_ADOPTION;
        transaction
                .insertInto(adoption)
                .set(adoption.STAGE, AdoptionStage.ALERTS.word())
                .set(adoption.ALERTS_UP_TO, Long.MIN_VALUE)
                .set(adoption.DONE_FROM_AT, window.ahead())
                .set(adoption.DONE_FROM_ID, Long.MIN_VALUE)
                .set(adoption.ROWS_SINCE, window.rowsSince())
                .set(adoption.COUNTS_SINCE, window.countsSince())
                .set(adoption.BEGUN_AT, window.begun())
                .execute();
    }

    private static void warnOfTriggers(DSLContext transaction, OriginalTable table) {
        List<String> triggers = transaction
                .resultQuery(
                        "select tgname from pg_trigger where tgrelid = {0} and not tgisinternal order by tgname",
                        inline(table.oid()))
                .fetch(row -> row.get(0, String.class));
        if (!triggers.isEmpty()) {
            LOG.warn(
                    "the triggers {} stay with the original service's {} and do not see what healthmon writes",
                    triggers,
                    table.name());
        }
    }
}
