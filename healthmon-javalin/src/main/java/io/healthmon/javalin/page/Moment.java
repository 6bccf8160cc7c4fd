package io.healthmon.javalin.page;

import java.time.Instant;
import java.util.List;

/**
 * Something in an alert's story.
 *
 * @param at when
 * @param mark the sign in front of it: a status, {@code note} or {@code sent}
 * @param title what happened, in a few words
 * @param said more of it, a line each
 * @param rule the rule that decided, as in the configuration where it stands there; empty if none did
 * @param told whom it was told to, and what came of it
 */
public record Moment(Instant at, String mark, String title, List<String> said, String rule, List<Told> told) {

    static final String NOTE = "note";
    static final String SENT = "sent";

    public Moment {
        said = said.stream().filter(line -> !line.isBlank()).toList();
        told = List.copyOf(told);
    }

    /** True if the rule is to be named: most reasons do that themselves. */
    public boolean namesRule() {
        return !rule.isEmpty() && said.stream().noneMatch(line -> line.contains(rule));
    }

    static Moment of(Instant at, String mark, String title, List<String> said) {
        return new Moment(at, mark, title, said, "", List.of());
    }

    static Moment by(String rule, Instant at, String mark, String title, List<String> said) {
        return new Moment(at, mark, title, said, rule, List.of());
    }
}
