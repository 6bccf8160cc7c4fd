package io.healthmon.javalin.routes;

import io.javalin.http.Context;
import java.util.Optional;

/** What the audit says of a change beside its name. A route that knows more than its path tells says so here. */
final class Audited {

    private static final String SUBJECT = Audited.class.getName() + ".subject";
    private static final String DETAIL = Audited.class.getName() + ".detail";

    private Audited() {}

    /** It is this that was changed. */
    static void subject(Context ctx, String subject) {
        ctx.attribute(SUBJECT, subject);
    }

    /** There is more to say; no secret. */
    static void detail(Context ctx, String sentence) {
        ctx.attribute(DETAIL, sentence);
    }

    /** What was said; else what the path names. */
    static Optional<String> subject(Context ctx) {
        return Optional.<String>ofNullable(ctx.attribute(SUBJECT))
                .or(() -> ctx.pathParamMap().values().stream().findFirst());
    }

    static Optional<String> detail(Context ctx) {
        return Optional.ofNullable(ctx.attribute(DETAIL));
    }
}
