package io.healthmon.evaluate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.healthmon.check.LoneSurrogates;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Turns bytes into a {@link HealthBody}. */
final class BodyParser {

    /** Plain text up to this length may be a word. */
    private static final int MAX_PLAIN_TEXT = 100;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    // Far beyond any health body, far below what could hurt: recursion over a tree, digits that take quadratic time,
    // millions
    // of empty arrays. Names come from outside, so they are neither interned nor kept in a symbol table.
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(200)
                            .maxNumberLength(1_000)
                            .maxNameLength(10_000)
                            .maxStringLength(20_000_000)
                            .maxTokenCount(1_000_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private BodyParser() {}

    /** Reads a body. Never throws, whatever it is; uses memory in proportion to its length. */
    static HealthBody parse(ContentType type, byte[] body) {
        String text = decode(type, body).strip();
        if (text.isEmpty()) {
            return new HealthBody.Empty();
        }
        Optional<JsonNode> json = json(text)
                .or(() -> LoneSurrogates.possibleIn(text) ? json(LoneSurrogates.repair(text)) : Optional.empty());
        if (json.isPresent()) {
            return new HealthBody.Value(json.get());
        }
        boolean plain = !type.claimsJson() && text.length() <= MAX_PLAIN_TEXT;
        return plain ? new HealthBody.Value(TextNode.valueOf(text)) : new HealthBody.Unreadable(type.claimsJson());
    }

    private static Optional<JsonNode> json(String text) {
        try {
            JsonNode root = MAPPER.readTree(text);
            return root.isMissingNode() ? Optional.empty() : Optional.of(root);
        } catch (JsonProcessingException | ArithmeticException | NumberFormatException e) {
            // The latter two: numbers whose exponent is beyond what a BigDecimal counts with.
            return Optional.empty();
        }
    }

    /** Malformed bytes become U+FFFD: a component's badly encoded remark must not make its service look broken. */
    private static String decode(ContentType type, byte[] body) {
        String text = new String(body, charset(type, body));
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static Charset charset(ContentType type, byte[] body) {
        if (body.length >= 2 && body[0] == (byte) 0xFE && body[1] == (byte) 0xFF) {
            return StandardCharsets.UTF_16BE;
        }
        if (body.length >= 2 && body[0] == (byte) 0xFF && body[1] == (byte) 0xFE) {
            return StandardCharsets.UTF_16LE;
        }
        return type.charset().orElse(StandardCharsets.UTF_8);
    }
}
