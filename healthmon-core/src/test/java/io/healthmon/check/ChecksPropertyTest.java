package io.healthmon.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ChecksPropertyTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Property(tries = 200)
    void anyTree_becomesStorable(@ForAll("objects") ObjectNode components) {
        Checks checks = Checks.of(components);

        assertThat(checks.json()).hasSizeLessThanOrEqualTo(StorableJson.MAX_CHARACTERS);
        storable(checks.tree(), 0);
    }

    @Property(tries = 200)
    void storableTree_isLeftAsItIs(@ForAll("objects") ObjectNode components) {
        Checks once = Checks.of(components);

        // Marks of a cut count as entries, so a tree that was cut at its bounds may be cut again.
        if (!once.json().contains(StorableJson.CUT)) {
            assertThat(Checks.of((ObjectNode) once.tree())).isEqualTo(once);
        }
    }

    private static void storable(JsonNode node, int depth) {
        assertThat(depth).isLessThanOrEqualTo(StorableJson.MAX_DEPTH);
        if (node.isTextual()) {
            storable(node.textValue(), StorableJson.MAX_TEXT);
        }
        if (node.isNumber()) {
            assertThat(Double.isFinite(node.doubleValue())).isTrue();
            assertThat(node.decimalValue().scale()).isLessThanOrEqualTo(1_000);
        }
        node.properties().forEach(entry -> {
            storable(entry.getKey(), StorableJson.MAX_NAME);
            storable(entry.getValue(), depth + 1);
        });
        node.forEach(child -> {
            if (node.isArray()) {
                storable(child, depth + 1);
            }
        });
    }

    private static void storable(String text, int max) {
        assertThat(text).hasSizeLessThanOrEqualTo(max).doesNotContain("\u0000");
        assertThat(text.codePoints().noneMatch(point -> point >= 0xD800 && point <= 0xDFFF))
                .isTrue();
    }

    @Provide
    Arbitrary<ObjectNode> objects() {
        return object(4).map(ObjectNode.class::cast);
    }

    private Arbitrary<JsonNode> object(int depth) {
        return Arbitraries.maps(texts(), json(depth - 1))
                .ofMaxSize(5)
                .map(map -> NODES.objectNode().setAll(map));
    }

    private Arbitrary<JsonNode> json(int depth) {
        Arbitrary<JsonNode> leaf = Arbitraries.oneOf(
                texts().map(NODES::textNode),
                Arbitraries.of(true, false).map(NODES::booleanNode),
                Arbitraries.doubles().map(NODES::numberNode),
                Arbitraries.integers()
                        .between(-500_000, 500_000)
                        .map(e -> NODES.numberNode(new BigDecimal(BigInteger.TEN, e))),
                Arbitraries.bigIntegers().map(NODES::numberNode),
                Arbitraries.create(NODES::nullNode));
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<JsonNode> array = json(depth - 1)
                .list()
                .ofMaxSize(5)
                .map(list -> NODES.arrayNode().addAll(list));
        return Arbitraries.oneOf(leaf, object(depth), array);
    }

    /** Every UTF-16 unit, lone surrogates and NUL among them, and now and then far too long. */
    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(10),
                Arbitraries.strings()
                        .all()
                        .withChars('\u0000', '\ud800', '\udc00')
                        .ofMaxLength(10),
                Arbitraries.strings().ofMinLength(900).ofMaxLength(1_200).edgeCases(config -> config.none()));
    }
}
