package io.healthmon.javalin.routes;

import io.healthmon.javalin.wire.Problem;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** What a page's form brings. */
final class Form {

    private static final String TYPE = "application/x-www-form-urlencoded";

    private final Context ctx;

    Form(Context ctx) {
        @Nullable String type = ctx.contentType();
        if (type == null || !type.startsWith(TYPE)) {
            throw Problem.malformed("A form is sent as " + TYPE + ".");
        }
        this.ctx = ctx;
    }

    /** A field, empty if absent; a 400 if it is longer than any that the page takes. */
    String field(String name, int longest) {
        @Nullable String value = ctx.formParam(name);
        String text = value == null ? "" : value;
        if (text.length() > longest) {
            throw Problem.malformed("The field '" + name + "' has " + text.length()
                    + " characters; allowed are at most " + longest + ".");
        }
        return text;
    }
}
