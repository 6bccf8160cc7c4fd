package io.healthmon.jdbc;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jooq.Name;
import org.jooq.impl.DSL;

/**
 * A table of the original service.
 *
 * @param schema where it is
 * @param name its name before it is renamed, which is also ours
 * @param oid what PostgreSQL calls it by, whatever its name
 * @param owner the role that it belongs to
 * @param zoned whether its times have a zone; without one they are taken for UTC
 */
record OriginalTable(String schema, String name, long oid, String owner, boolean zoned) {

    /** What is behind the names of all that is renamed. */
    static final String SUFFIX = "_original";

    static final String CHECKS = "service_health_checks";
    static final String ALERTS = "service_health_alerts";
    static final List<String> NAMES = List.of(CHECKS, ALERTS);

    private static final int LONGEST_NAME = 63;

    /** The name that it had, and ours has. */
    Name former() {
        return DSL.name(schema, name);
    }

    /** Its name from then on. */
    Name renamed() {
        return DSL.name(schema, renamed(name));
    }

    /** A name with the suffix, as long as PostgreSQL lets a name be. */
    static String renamed(String name) {
        String kept = name;
        while (kept.getBytes(StandardCharsets.UTF_8).length + SUFFIX.length() > LONGEST_NAME) {
            kept = kept.substring(0, kept.offsetByCodePoints(kept.length(), -1));
        }
        return kept + SUFFIX;
    }
}
