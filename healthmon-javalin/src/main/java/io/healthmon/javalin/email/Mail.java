package io.healthmon.javalin.email;

import io.healthmon.check.Text;
import io.healthmon.notify.Message;
import io.healthmon.notify.channel.ChannelSettings;
import io.healthmon.notify.channel.Defang;
import io.healthmon.notify.channel.Escaping;
import io.healthmon.notify.channel.Template;
import io.healthmon.notify.channel.Tone;
import io.healthmon.notify.channel.Values;
import io.healthmon.notify.channel.Wording;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The words of a mail: subject, and the same as plain text and as HTML.
 *
 * @param subject one line
 * @param text the plain part
 * @param html the HTML part
 * @param urgent true if a mail program should say so
 */
record Mail(String subject, String text, String html, boolean urgent) {

    private static final int MAX_SUBJECT = 250;
    private static final int MAX_LINES = 1_000;
    private static final int MAX_LINE = 300;

    Mail {
        subject = Text.cut(Text.message(subject), MAX_SUBJECT);
    }

    static Mail of(Message message, EmailChannel channel) {
        ChannelSettings settings = channel.settings();
        Wording wording = Wording.of(message, settings);
        boolean single = message.notifications().size() == 1;
        Optional<String> subject = templated(settings.title(), message, wording, settings, Escaping.PLAIN);
        Optional<String> text = templated(settings.text(), message, wording, settings, Escaping.PLAIN);
        Optional<String> html = templated(channel.html(), message, wording, settings, Escaping.HTML);
        return new Mail(
                single ? subject.orElseGet(() -> subject(wording)) : subject(wording),
                text.orElseGet(() -> plain(wording)),
                html.or(() -> text.map(Mail::paragraphs)).orElseGet(() -> page(wording)),
                wording.tone() == Tone.CRITICAL);
    }

    private static String subject(Wording wording) {
        return Defang.links(wording.title());
    }

    /** Empty for digests and notices, which say what no template foresees. */
    private static Optional<String> templated(
            Optional<Template> template,
            Message message,
            Wording wording,
            ChannelSettings settings,
            Escaping escaping) {
        if (template.isEmpty() || message.notifications().size() != 1) {
            return Optional.empty();
        }
        Map<String, String> values = Values.of(message, wording, settings);
        values.replaceAll((name, value) -> name.equals("url") ? value : Defang.links(value));
        return Optional.of(template.get().render(values, escaping)).filter(rendered -> !rendered.isBlank());
    }

    private static String plain(Wording wording) {
        StringBuilder out = new StringBuilder(Defang.links(wording.title())).append("\n\n");
        if (!wording.text().isBlank()) {
            out.append(Defang.links(wording.text())).append("\n\n");
        }
        lines(wording).forEach(line -> out.append("- ").append(line).append('\n'));
        wording.facts()
                .forEach((name, value) -> out.append(Defang.links(name))
                        .append(": ")
                        .append(Defang.links(value))
                        .append('\n'));
        wording.link().ifPresent(url -> out.append('\n').append(url).append('\n'));
        return out.toString();
    }

    private static List<String> lines(Wording wording) {
        List<String> all = wording.lines();
        List<String> shown = new java.util.ArrayList<>(all.stream()
                .limit(MAX_LINES)
                .map(line -> Text.cut(Defang.links(line), MAX_LINE))
                .toList());
        if (all.size() > MAX_LINES) {
            shown.add(String.format(java.util.Locale.ROOT, "and %,d more", all.size() - MAX_LINES));
        }
        return shown;
    }

    private static String page(Wording wording) {
        StringBuilder out = new StringBuilder("<!doctype html><html><body style=\"margin:0;padding:24px;")
                .append("font:15px/1.5 -apple-system,'Segoe UI',Arial,sans-serif;color:#1d1f23\">")
                .append("<div style=\"border-left:4px solid ")
                .append(wording.tone().hex())
                .append(";padding:2px 0 2px 16px\"><h1 style=\"font-size:19px;margin:0 0 8px\">")
                .append(html(wording.title()))
                .append("</h1>");
        if (!wording.text().isBlank()) {
            out.append("<p style=\"margin:0\">").append(html(wording.text())).append("</p>");
        }
        out.append("</div>");
        List<String> lines = lines(wording);
        if (!lines.isEmpty()) {
            out.append("<ul>");
            lines.forEach(line ->
                    out.append("<li>").append(Escaping.HTML.escape(line)).append("</li>\n"));
            out.append("</ul>");
        }
        out.append("<table style=\"margin:16px 0;border-collapse:collapse\">");
        wording.facts()
                .forEach((name, value) -> out.append(
                                "<tr><td style=\"padding:3px 16px 3px 0;color:#66686d;vertical-align:top\">")
                        .append(html(name))
                        .append("</td><td style=\"padding:3px 0\">")
                        .append(html(value))
                        .append("</td></tr>\n"));
        out.append("</table>");
        wording.link()
                .ifPresent(url -> out.append("<p><a href=\"")
                        .append(Escaping.HTML.escape(url))
                        .append("\">Open healthmon</a></p>"));
        return out.append("</body></html>").toString();
    }

    private static String html(String text) {
        return Escaping.HTML.escape(Defang.links(text));
    }

    private static String paragraphs(String text) {
        return "<!doctype html><html><body><p>"
                + Escaping.HTML.escape(text).replace("\r\n", "\n").replace("\n", "<br>\n") + "</p></body></html>";
    }
}
