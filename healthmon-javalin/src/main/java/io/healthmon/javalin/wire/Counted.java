package io.healthmon.javalin.wire;

import io.healthmon.alert.CountedCheck;
import java.time.Instant;
import java.util.List;

/** A check that a decision rests on. */
public record Counted(Instant timestamp, String status) {

    static List<Counted> of(List<CountedCheck> checks) {
        return checks.stream()
                .map(check -> new Counted(check.timestamp(), check.status().word()))
                .toList();
    }
}
