package io.healthmon.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import io.healthmon.alert.CountedCheck;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jooq.JSON;
import org.jspecify.annotations.Nullable;

/** Checks that decisions rest on, as JSON that people can read: their times and statuses. Composed by hand: it runs with every batch. */
final class CountedChecks {

    private CountedChecks() {}

    /** Null if there are none. */
    static @Nullable String write(List<CountedCheck> checks) {
        if (checks.isEmpty()) {
            return null;
        }
        StringBuilder json = new StringBuilder(2 + 64 * checks.size());
        char before = '[';
        for (CountedCheck check : checks) {
            json.append(before).append("{\"at\":\"").append(check.timestamp());
            json.append("\",\"status\":\"").append(check.status().word()).append("\"}");
            before = ',';
        }
        return json.append(']').toString();
    }

    /** What can't be read, since somebody has edited it, is left out. */
    static List<CountedCheck> read(@Nullable JSON json) {
        List<CountedCheck> checks = new ArrayList<>();
        for (JsonNode check : JsonColumn.read(json)) {
            try {
                checks.add(new CountedCheck(
                        Instant.parse(check.path("at").asText()),
                        CheckRows.status(check.path("status").asText())));
            } catch (DateTimeException e) {
                continue;
            }
        }
        return checks;
    }
}
