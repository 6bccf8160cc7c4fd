package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_CHECKS;
import static org.jooq.impl.DSL.inline;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jooq.DSLContext;

/** The partitions of the check log, oldest first, each with whether its detachment was begun and interrupted. */
final class SelectPartitions {

    private SelectPartitions() {}

    static SortedMap<DayPartition, Boolean> run(DSLContext context) {
        SortedMap<DayPartition, Boolean> partitions = new TreeMap<>(java.util.Comparator.comparing(DayPartition::day));
        context.resultQuery("""
                        select child.relname, link.inhdetachpending
                        from pg_inherits link join pg_class child on child.oid = link.inhrelid
                        where link.inhparent = to_regclass({0})""", inline(context.render(SERVICE_HEALTH_CHECKS)))
                .forEach(row -> DayPartition.named(row.get(0, String.class))
                        .ifPresent(partition -> partitions.put(partition, row.get(1, Boolean.class))));
        return partitions;
    }
}
