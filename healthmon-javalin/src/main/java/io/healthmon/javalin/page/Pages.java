package io.healthmon.javalin.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.healthmon.javalin.wire.Answer;
import java.util.Map;

/** Turns what is to be shown into HTML: by templates that escape whatever they are given, for the place where it lands. Thread-safe. */
public final class Pages {

    private static final String HTML = "text/html; charset=utf-8";
    private static final TemplateEngine ENGINE =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "io.healthmon.javalin.page.jte");

    private Pages() {}

    /** A page by a template that takes one parameter, {@code page}. */
    public static Answer answer(int status, String template, Object page) {
        return answer(status, template, Map.of("page", page));
    }

    /** A page by a template. */
    static Answer answer(int status, String template, Map<String, Object> parameters) {
        Utf8ByteOutput output = new Utf8ByteOutput();
        ENGINE.render(template + ".jte", parameters, output);
        return new Answer(status, HTML, output.toByteArray(), Map.of());
    }
}
