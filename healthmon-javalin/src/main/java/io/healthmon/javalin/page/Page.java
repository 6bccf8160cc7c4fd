package io.healthmon.javalin.page;

import io.healthmon.javalin.wire.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A page: a frame around HTML. It has no script and no style of its own, and its policy allows none, so that nothing that anybody sends
 * can become one.
 */
final class Page {

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            // With no-referrer a browser would hide where a form was sent from, which is asked for.
            "Referrer-Policy",
            "same-origin");

    private static final String FRAME = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>%s – %s</title>
            <link rel="stylesheet" href="/assets/page.css">
            </head>
            <body>
            <main>
            <h1>%s</h1>
            %s</main>
            </body>
            </html>
            """;

    private Page() {}

    /**
     * A page.
     *
     * @param service what the host calls itself
     * @param title the page's
     * @param html what it says; all that is not ours in it is escaped already
     */
    static Answer answer(int status, String service, String title, String html) {
        String page = FRAME.formatted(escaped(title), escaped(service), escaped(title), html);
        return new Answer(status, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8), HEADERS);
    }

    /** A text as it stands in HTML, between tags or in quotes. */
    static String escaped(String text) {
        StringBuilder html = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(c < ' ' && c != '\n' && c != '\t' || c == 0x7f ? '\uFFFD' : c);
            }
        }
        return html.toString();
    }
}
