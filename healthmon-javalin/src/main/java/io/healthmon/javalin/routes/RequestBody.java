package io.healthmon.javalin.routes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.check.Text;
import io.healthmon.javalin.auth.Caller;
import io.healthmon.javalin.wire.Problem;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request brings: one JSON object, small and flat. Each key is asked for by name; a value of the wrong form is a 400 that names
 * the key, the value and what is allowed, and so, at the end, is a key that nobody asked for. Null is as good as absent.
 */
final class RequestBody {

    /** In bytes. */
    static final int MAX = 64 * 1024;

    private static final int MAX_DEPTH = 10;
    private static final int MAX_ITEMS = 100;
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,7})(s|m|h|d)");
    private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9._*-]{1,100}");
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(100)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private final ObjectNode object;
    private final boolean quiet;
    private final Set<String> known = new LinkedHashSet<>();

    private RequestBody(ObjectNode object, boolean quiet) {
        this.object = object;
        this.quiet = quiet;
    }

    /** The body of a request that may go without one. */
    static RequestBody of(Context ctx) {
        return new RequestBody(object(ctx), false);
    }

    /** The same of a request that brings secrets: no value is repeated, since a secret may stand in the wrong place or form. */
    static RequestBody ofSecrets(Context ctx) {
        return new RequestBody(object(ctx), true);
    }

    private static ObjectNode object(Context ctx) {
        byte[] bytes = bytes(ctx);
        if (bytes.length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            if (READER.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw Problem.malformed("The request's body is not JSON that can be read, in line " + line
                    + "; allowed is one object, each key once, nested at most " + MAX_DEPTH + " deep.");
        } catch (IOException e) {
            throw Problem.malformed("The request's body is not text in UTF-8.");
        }
        throw Problem.malformed("The request's body must be a JSON object.");
    }

    /** The bytes of a request's body. */
    static byte[] bytes(Context ctx) {
        try (InputStream in = ctx.req().getInputStream()) {
            byte[] bytes = in.readNBytes(MAX + 1);
            refuseTooLarge(bytes.length);
            return bytes;
        } catch (IOException e) {
            throw Problem.malformed("The request's body could not be read to its end.");
        }
    }

    /** The text of a request's body. */
    static String text(Context ctx) {
        return new String(bytes(ctx), StandardCharsets.UTF_8);
    }

    /** Throws a 413 if a body of so many bytes is too large. */
    static void refuseTooLarge(long bytes) {
        if (bytes > MAX) {
            throw Problem.of(413, "The request's body is too large; at most " + MAX + " bytes are read.");
        }
    }

    /** A text of 1 to {@code max} characters; empty if absent or empty. */
    Optional<String> text(String key, int max) {
        return value(key).map(node -> text(key, node, max)).filter(text -> !text.isBlank());
    }

    /** A text of 1 to {@code max} characters that must be there. */
    String required(String key, int max, String example) {
        return text(key, max).orElseThrow(() -> Problem.malformed("Key '" + key + "' is missing; " + example + "."));
    }

    /** True or false; empty if absent. */
    Optional<Boolean> bool(String key) {
        return value(key).map(node -> {
            if (!node.isBoolean()) {
                throw wrong(key, node.toString(), "true or false");
            }
            return node.booleanValue();
        });
    }

    /** Who asks: the key's name, the user's; of this machine whom {@code by} names, or somebody there. */
    String author(Context ctx) {
        Optional<String> by = text("by", 100);
        Caller caller = Caller.of(ctx);
        return caller.kind() == Caller.Kind.THIS_MACHINE ? by.orElse("local") : caller.name();
    }

    /** A text on one line that must be there. */
    String line(String key, int max, String example) {
        String text = required(key, max, example);
        if (!text.equals(Text.message(text))) {
            throw wrong(key, text, "a text on one line, without control characters");
        }
        return text;
    }

    /** Which services are meant: {@code services}, {@code labels}, or both. */
    ServiceMatcher matcher() {
        ServiceMatcher matcher = matcherOrAll();
        if (matcher.equals(ServiceMatcher.ALL)) {
            throw Problem.malformed(
                    "Keys 'services' and 'labels' are missing; say which services are meant, [\"*\"] for all.");
        }
        return matcher;
    }

    /** The same, or all where nothing is said. */
    ServiceMatcher matcherOrAll() {
        List<String> services = texts(
                "services",
                text -> PATTERN.matcher(text).matches(),
                "1 to 100 characters of A-Z a-z 0-9 . _ - and * for any");
        Map<String, String> labels = map("labels", 200);
        try {
            return new ServiceMatcher(services, labels);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("That names no services: " + e.getMessage() + ".");
        }
    }

    /** A moment; empty if absent. */
    Optional<Instant> time(String key) {
        return value(key).map(node -> {
            String text = text(key, node, 100);
            return moment(text)
                    .orElseThrow(() ->
                            wrong(key, text, "a time from 2000 to 2199 with its offset, such as 2026-01-31T18:00:00Z"));
        });
    }

    /** A moment of this or the next century; empty if the text is none. */
    static Optional<Instant> moment(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant())
                    .filter(moment -> moment.isAfter(EARLIEST) && moment.isBefore(LATEST));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** A time span of a second to {@code most}; empty if absent. */
    Optional<Duration> duration(String key, Duration most) {
        return value(key).map(node -> {
            String text = text(key, node, 100);
            return duration(text)
                    .filter(value -> value.compareTo(most) <= 0)
                    .orElseThrow(
                            () -> wrong(key, text, "a duration such as 30m, 2h or 1d, up to " + most.toDays() + "d"));
        });
    }

    /** A time span that is more than none; empty if the text is none. */
    static Optional<Duration> duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return Optional.of(
                        switch (matcher.group(2)) {
                            case "d" -> Duration.ofDays(number);
                            case "h" -> Duration.ofHours(number);
                            case "m" -> Duration.ofMinutes(number);
                            default -> Duration.ofSeconds(number);
                        })
                .filter(value -> !value.isZero());
    }

    /** One text or a list of them, each of which {@code valid} finds right; empty if absent. */
    List<String> texts(String key, Predicate<String> valid, String allowed) {
        List<String> texts = new ArrayList<>();
        value(key).ifPresent(node -> {
            List<JsonNode> items = new ArrayList<>();
            if (node.isArray()) {
                node.forEach(items::add);
            } else {
                items.add(node);
            }
            refuseTooMany(key, items.size());
            for (JsonNode item : items) {
                String text = text(key, item, 1_000);
                if (!valid.test(text)) {
                    throw wrong(key, text, allowed);
                }
                texts.add(text);
            }
        });
        return texts;
    }

    /** Texts by name; empty if absent. */
    Map<String, String> map(String key, int max) {
        Map<String, String> map = new LinkedHashMap<>();
        value(key).ifPresent(node -> {
            if (!(node instanceof ObjectNode inner)) {
                throw wrong(key, node.toString(), "an object of texts");
            }
            refuseTooMany(key, inner.size());
            inner.properties()
                    .forEach(entry -> map.put(
                            name(key, entry.getKey(), max), text(key + "." + entry.getKey(), entry.getValue(), max)));
        });
        return map;
    }

    /** A 400 for each key that nobody asked for. */
    void refuseOthers() {
        object.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                String value = quiet
                        ? ""
                        : " with the value " + Problem.quoted(object.path(key).toString());
                throw Problem.malformed("Key " + Problem.quoted(key) + value + " is not known here; allowed are "
                        + String.join(", ", known) + ".");
            }
        });
    }

    private Problem wrong(String key, String value, String allowed) {
        return quiet
                ? Problem.malformed(
                        "Key " + Problem.quoted(key) + " has a value that can't be taken; allowed is " + allowed + ".")
                : malformed(key, value, allowed);
    }

    /** A 400 about a key's value. */
    static Problem malformed(String key, String value, String allowed) {
        return Problem.malformed(
                "Key " + Problem.quoted(key) + " is " + Problem.quoted(value) + "; allowed is " + allowed + ".");
    }

    private Optional<JsonNode> value(String key) {
        known.add(key);
        @Nullable JsonNode node = object.get(key);
        return Optional.ofNullable(node).filter(value -> !value.isNull());
    }

    private String name(String key, String name, int max) {
        if (name.isBlank() || name.length() > max) {
            throw wrong(key, name, "keys of 1 to " + max + " characters");
        }
        return name;
    }

    private String text(String key, JsonNode node, int max) {
        if (!node.isTextual()) {
            throw wrong(key, node.toString(), "a text");
        }
        String text = node.textValue();
        if (text.length() > max) {
            throw wrong(key, text, "a text of at most " + max + " characters, not " + text.length());
        }
        return text;
    }

    private static void refuseTooMany(String key, int size) {
        if (size > MAX_ITEMS) {
            throw Problem.malformed("Key '" + key + "' has " + size + " items; allowed are at most " + MAX_ITEMS + ".");
        }
    }
}
