package io.healthmon.jdbc;

import static org.jooq.impl.DSL.inline;

import io.healthmon.check.Text;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Views that people made over the original's tables. A view holds on to its table when that is renamed, and would show the past for
 * ever; so each is made anew over our table of that name, with the columns and types that it had, and stays the same view for those who
 * may read it and for views over it. One that can't be is left as it is, and named in the log.
 */
final class ViewsOfOriginals {

    private static final Logger LOG = LoggerFactory.getLogger(ViewsOfOriginals.class);

    /** A view as it was: what follows {@code create or replace view}, once as it is written and once with its columns' types. */
    private record View(String name, String plain, String cast) {}

    private final List<View> views;
    private final boolean zoned;

    private ViewsOfOriginals(List<View> views, boolean zoned) {
        this.views = views;
        this.zoned = zoned;
    }

    /** To be called before the table is renamed: the views' texts then have the name that ours will have. */
    static ViewsOfOriginals of(DSLContext transaction, OriginalTable table) {
        return new ViewsOfOriginals(
                transaction.resultQuery("""
                        select v.oid::regclass::text,
                          v.oid::regclass || coalesce(' with (' || array_to_string(v.reloptions, ', ') || ')', '') || ' as ',
                          rtrim(pg_get_viewdef(v.oid), ';'),
                          (select string_agg(quote_ident(attname) || '::' || format_type(atttypid, atttypmod) || ' as '
                              || quote_ident(attname), ', ' order by attnum)
                            from pg_attribute where attrelid = v.oid and attnum > 0 and not attisdropped)
                        from pg_class v where v.relkind = 'v' and exists (
                          select from pg_rewrite r join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
                          where r.ev_class = v.oid and d.refclassid = 'pg_class'::regclass and d.refobjid = {0})
                        order by v.oid""", inline(table.oid())).fetch(ViewsOfOriginals::view), table.zoned());
    }

    private static View view(Record row) {
        String head = row.get(1, String.class);
        String query = row.get(2, String.class);
        return new View(
                row.get(0, String.class),
                head + query,
                head + "select " + row.get(3, String.class) + " from (" + query + ") as the_view");
    }

    /** Makes them anew, once our tables are there. */
    void follow(DSLContext transaction) {
        for (View view : views) {
            Optional<String> problem = follow(transaction, view);
            if (problem.isPresent()) {
                LOG.warn(
                        "the view {} still reads the original service's rows, because it could not be changed: {}; make it again",
                        view.name(),
                        problem.get());
            } else {
                LOG.info("the view {} reads healthmon's table now", view.name());
            }
        }
    }

    private Optional<String> follow(DSLContext transaction, View view) {
        if (!zoned) {
            return Optional.of("times without a zone became times with one");
        }
        return replace(transaction, view.plain()).isEmpty() ? Optional.empty() : replace(transaction, view.cast());
    }

    private static Optional<String> replace(DSLContext transaction, String definition) {
        return transaction.connectionResult(connection -> {
            Savepoint before = connection.setSavepoint();
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                statement.execute("create or replace view " + definition);
                return Optional.empty();
            } catch (SQLException e) {
                connection.rollback(before);
                return Optional.of(Text.message(String.valueOf(e.getMessage())));
            }
        });
    }
}
