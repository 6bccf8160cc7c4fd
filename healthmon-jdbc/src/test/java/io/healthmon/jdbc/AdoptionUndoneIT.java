package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.healthmon.store.Pen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The way back, as the documentation has it. */
class AdoptionUndoneIT {

    private static final String EVERYTHING = """
            select c.relname::text, c.relkind::text, c.relnatts::int from pg_class c
              where c.relnamespace = 'public'::regnamespace
            union all
            select p.proname::text, 'function', p.pronargs::int from pg_proc p
              where p.pronamespace = 'public'::regnamespace
            order by 1""";

    private static String wayBack() throws IOException {
        Matcher script = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "docs", "adoption.md")));
        assertThat(script.find()).isTrue();
        return script.group(1);
    }

    @Test
    void undone_everythingIsAsItWas_andMayBeAdoptedAgain() throws IOException {
        try (HikariDataSource pool = PostgresServer.NEWEST.newDatabase().pool()) {
            OriginalDatabase.make(pool, "alembic.sql", "hostile.sql");
            List<String> before = Sql.rows(pool, EVERYTHING);
            List<String> rows = Sql.rows(pool, "select id, checks from service_health_checks order by id");
            OriginalDatabase original = new OriginalDatabase(pool).open();
            original.finish(100);
            List<List<String>> adopted = OriginalDatabase.outcome(pool);
            try (PostgresStore store = original.store()) {
                Pen.open(store);
            }

            Sql.run(pool, wayBack());

            assertThat(Sql.rows(pool, EVERYTHING)).isEqualTo(before);
            assertThat(Sql.rows(pool, "select id, checks from service_health_checks order by id"))
                    .isEqualTo(rows);
            Sql.run(
                    pool,
                    "insert into service_health_alerts (service_name, severity, message) values ('a', 'warning', 'b')",
                    "delete from service_health_alerts where service_name = 'a'");

            new OriginalDatabase(pool).open().finish(100);
            assertThat(OriginalDatabase.outcome(pool)).isEqualTo(adopted);
        }
    }
}
