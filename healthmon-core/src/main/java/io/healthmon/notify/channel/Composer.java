package io.healthmon.notify.channel;

import io.healthmon.notify.Message;
import io.healthmon.notify.channel.Escaping.Measure;
import java.util.Map;
import java.util.Optional;

/** Puts one message into a channel's words: title and text, with the owner's templates or the standard ones, escaped and within limits. */
final class Composer {

    private final Message message;
    private final ChannelSettings settings;
    private final Form form;
    private final Escaping escaping;
    private final Measure measure;
    private final Wording wording;

    Composer(Message message, ChannelSettings settings, Form form, Escaping escaping, Measure measure) {
        this.message = message;
        this.settings = settings;
        this.form = form;
        this.escaping = escaping;
        this.measure = measure;
        this.wording = Wording.of(message, settings);
    }

    Composer(Message message, ChannelSettings settings, Form form, Escaping escaping) {
        this(message, settings, form, escaping, Measure.CHARACTERS);
    }

    /** True if the settings have templates for such a message: digests and notices say what no template foresees. */
    static boolean templated(Message message, ChannelSettings settings) {
        return settings.hasTemplates() && message.notifications().size() == 1;
    }

    Wording wording() {
        return wording;
    }

    String title(int max) {
        return templated(settings.title(), "title", max)
                .orElseGet(() -> escaping.cut(Defang.links(wording.title()), max, measure));
    }

    /** The text, or in a digest as many of its lines as fit. */
    String text(int max) {
        return text(max, Integer.MAX_VALUE);
    }

    /** The same, of a digest at most so many lines. */
    String text(int max, int mostLines) {
        return templated(settings.text(), "text", max).orElseGet(() -> standard(max, mostLines));
    }

    private String standard(int max, int mostLines) {
        return wording.lines().isEmpty()
                ? escaping.cut(Defang.links(wording.text()), max, measure)
                : Lines.fit(
                        wording.lines().stream().map(Defang::links).toList(), "• ", escaping, max, measure, mostLines);
    }

    private Optional<String> templated(Optional<Template> template, String name, int max) {
        if (form != Form.TEMPLATED || template.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> values = Values.of(message, wording, settings);
        values.replaceAll((key, value) -> key.equals("url") ? value : Defang.links(value));
        String rendered = template.get().render(values, escaping);
        if (measure.of(rendered) > max) {
            throw new UnfitException("its template for the " + name + " gave more than the " + max + " "
                    + (measure == Measure.BYTES ? "bytes" : "characters") + " that the channel takes");
        }
        if (rendered.isBlank()) {
            throw new UnfitException("its template for the " + name + " gave nothing");
        }
        return Optional.of(rendered);
    }

    /** A fact, escaped and short. */
    String fact(String value, int max) {
        return escaping.cut(Defang.links(value), max, measure);
    }

    /** Title, text, and the link if it fits, with nothing but escaped words. */
    String plain(int max) {
        String head = escaping.cut(Defang.links(wording.title()), Math.min(max, 300), measure);
        String link = wording.link().map(url -> "\n" + url).orElse("");
        int left = max - measure.of(head) - measure.of(link) - 1;
        String body = left > 10 ? standard(left, Integer.MAX_VALUE) : "";
        String all = body.isBlank() ? head : head + "\n" + body;
        return measure.of(all) + measure.of(link) <= max ? all + link : all;
    }
}
