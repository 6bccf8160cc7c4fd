package io.healthmon.notify.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What a web hook's template gives: for JSON, proven to be JSON before it is sent. */
final class WebhookTemplate {

    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private WebhookTemplate() {}

    static Escaping escaping(String contentType) {
        String type =
                contentType.toLowerCase(Locale.ROOT).replaceFirst(";.*", "").strip();
        if (type.equals("application/json") || type.endsWith("+json")) {
            return Escaping.JSON;
        }
        return switch (type) {
            case "text/html", "application/xml", "text/xml" -> Escaping.HTML;
            case "application/x-www-form-urlencoded" -> Escaping.URL;
            default -> Escaping.PLAIN;
        };
    }

    /** That it gives JSON for values such as come. */
    static void check(Template template, String contentType) {
        Map<String, String> samples = new HashMap<>();
        Template.NAMES.forEach(name -> samples.put(name, "a \"sample\""));
        samples.put("count", "1");
        if (escaping(contentType) == Escaping.JSON && !isJson(template.render(samples, Escaping.JSON))) {
            throw new TemplateException(
                    "the template gives no JSON: a placeholder stands within quotes, and only {{count}} may do without");
        }
    }

    /**
     * The body.
     *
     * @throws UnfitException if it is no JSON and should be, or nothing
     */
    static String render(Template template, String contentType, Map<String, String> values) {
        Escaping escaping = escaping(contentType);
        String content = template.render(values, escaping);
        if (escaping == Escaping.JSON && !isJson(content)) {
            throw new UnfitException("its template gave no JSON");
        }
        if (content.isBlank()) {
            throw new UnfitException("its template gave nothing");
        }
        return content;
    }

    private static boolean isJson(String text) {
        try {
            return !STRICT.readTree(text).isMissingNode();
        } catch (JsonProcessingException none) {
            return false;
        }
    }
}
