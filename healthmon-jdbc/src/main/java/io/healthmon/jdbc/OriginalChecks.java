package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_ADOPTION;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.SQLDataType.BIGINT;
import static org.jooq.impl.SQLDataType.INSTANT;
import static org.jooq.impl.SQLDataType.INTEGER;
import static org.jooq.impl.SQLDataType.VARCHAR;

import io.healthmon.HealthStatus;
import io.healthmon.check.Checks;
import io.healthmon.store.CheckReader.Position;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/**
 * The check log of the original service, under the name that it was given: what of it is not copied yet, and how its rows are read.
 * However it is read, a row says what its copy will say.
 *
 * @param plain the table
 * @param zoned whether its times have a zone; without one they are UTC
 */
record OriginalChecks(Table<?> plain, boolean zoned) {

    /** As long as what we keep ourselves: a page of a thousand rows fits into memory. What is longer is fetched by itself. */
    private static final int USUAL_BYTES = 64 * 1024;

    /** What is longer than that is not even read. */
    private static final int MAX_BYTES = 1024 * 1024;

    private static final int MAX_STATUS = 20;

    static final Field<Long> ID = field("{0}::bigint", BIGINT, name("o", "id")).as("id");
    static final Field<String> SERVICE =
            field("left({0}, 100)", VARCHAR, name("o", "service_name")).as("service_name");
    static final Field<String> STATUS =
            field("{0}", VARCHAR, name("o", "status")).as("status");
    private static final Field<Long> RESPONSE_TIME =
            field("{0}::bigint", BIGINT, name("o", "response_time_ms")).as("response_time_ms");
    private static final Field<Integer> BYTES =
            field("octet_length({0}::text)", INTEGER, name("o", "checks")).as("bytes");
    private static final Field<String> CHECKS = field(
                    "case when octet_length({0}::text) <= {1} then {0}::text end",
                    VARCHAR, name("o", "checks"), inline(USUAL_BYTES))
            .as("checks");

    /** The table, if there is one and it is what we renamed. */
    static Optional<OriginalChecks> find(DSLContext context, Database database) {
        Table<?> table = database.table(OriginalTable.renamed(OriginalTable.CHECKS));
        return context.resultQuery(
                        "select atttypid = 'timestamptz'::regtype from pg_attribute "
                                + "where attrelid = to_regclass({0}) and attname = 'timestamp'",
                        inline(context.render(table)))
                .fetchOptional(row -> new OriginalChecks(table, row.get(0, Boolean.class)));
    }

    /** The table, as the columns here name it. */
    Table<?> table() {
        return plain.as("o");
    }

    /** About how many rows it has, as PostgreSQL last saw; negative if it never looked. */
    long aboutRows(DSLContext context) {
        return context.fetchSingle(
                        "select reltuples::bigint from pg_class where oid = to_regclass({0})",
                        inline(context.render(plain)))
                .get(0, Long.class);
    }

    /** When the check was made. */
    Field<Instant> instant() {
        return field(zoned ? "{0}" : "({0} at time zone 'UTC')", INSTANT, name("o", "timestamp"));
    }

    /** The same, as a column. */
    Field<Instant> at() {
        return instant().as("at");
    }

    /** All that a row is read from. */
    List<Field<?>> columns() {
        return List.of(ID, SERVICE, STATUS, RESPONSE_TIME, at(), CHECKS, BYTES);
    }

    /** Newest first. */
    List<OrderField<?>> newestFirst() {
        return List.of(
                field(name("o", "timestamp")).desc(), field(name("o", "id")).desc());
    }

    Condition of(String service) {
        return field(name("o", "service_name"), VARCHAR).eq(service);
    }

    /** Older than where the copying has come to: neither copied nor counted. */
    Condition notDone() {
        return condition(
                "({0}, {1}) < ({2}, {3})",
                name("o", "timestamp"),
                name("o", "id"),
                time(progress(HEALTHMON_ADOPTION.DONE_FROM_AT)),
                progress(HEALTHMON_ADOPTION.DONE_FROM_ID));
    }

    /** Not before what is copied at all. */
    Condition copied() {
        return since(progress(HEALTHMON_ADOPTION.ROWS_SINCE));
    }

    /** Not before what is counted at all. */
    Condition counted() {
        return since(progress(HEALTHMON_ADOPTION.COUNTS_SINCE));
    }

    /** Further on than a row, as newest first goes. */
    Condition behind(Position position) {
        return condition(
                "({0}, {1}) < ({2}, {3})",
                name("o", "timestamp"), name("o", "id"), time(val(position.timestamp(), INSTANT)), val(position.id()));
    }

    Condition since(Field<Instant> from) {
        return condition("{0} >= {1}", name("o", "timestamp"), time(from));
    }

    Condition before(Field<Instant> to) {
        return condition("{0} < {1}", name("o", "timestamp"), time(to));
    }

    /** In the same statement as what is read, so that both are of one moment. */
    private static <T> Field<T> progress(TableField<?, T> column) {
        return field(select(column).from(HEALTHMON_ADOPTION));
    }

    private Field<?> time(Field<Instant> at) {
        return zoned ? at : field("({0} at time zone 'UTC')", at);
    }

    /** Rows that have no place in a log: those without a time, or with one that no clock gives. */
    Condition withoutTime(Instant begun) {
        return since(val(AdoptionWindow.ahead(begun), INSTANT))
                .or(condition("{0} is null", name("o", "timestamp")))
                .or(condition("{0} = '-infinity'", name("o", "timestamp")));
    }

    /** The row of the log that this row becomes. */
    LogRow row(DSLContext context, Record row) {
        return new LogRow(
                row.get(ID),
                row.get(SERVICE),
                status(row.get(STATUS)),
                checks(context, row),
                responseTime(row.get(RESPONSE_TIME)),
                row.get("at", Instant.class),
                null,
                null,
                null);
    }

    /** How much was read for it, more or less. */
    static int bytesRead(Record row) {
        Integer bytes = row.get(BYTES);
        return bytes == null || bytes > MAX_BYTES ? 0 : bytes;
    }

    /** As it is, if our column holds it; readers take a word that they don't know for unknown. */
    private static String status(@Nullable String word) {
        return word == null || word.codePointCount(0, word.length()) > MAX_STATUS ? HealthStatus.UNKNOWN.word() : word;
    }

    private static @Nullable Integer responseTime(@Nullable Long millis) {
        return millis == null ? null : (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, millis));
    }

    private @Nullable String checks(DSLContext context, Record row) {
        Integer bytes = row.get(BYTES);
        if (bytes == null) {
            return null;
        }
        if (bytes > MAX_BYTES) {
            return Checks.error("what was recorded here is too long to be kept").json();
        }
        String text = row.get(CHECKS);
        return Checks.ofText(text == null ? longText(context, row.get(ID)) : text)
                .json();
    }

    private String longText(DSLContext context, long id) {
        return context.select(field("{0}::text", VARCHAR, name("o", "checks")))
                .from(table())
                .where(field(name("o", "id"), BIGINT).eq(id))
                .fetchSingle()
                .value1();
    }
}
