package io.healthmon.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Test
    void words_keepTheirOrder() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("redis", "healthy");
        words.put("database", "unhealthy");

        assertThat(Checks.of(words).json()).isEqualTo("{\"redis\":\"healthy\",\"database\":\"unhealthy\"}");
    }

    @Test
    void error_namesSentenceAndCode() {
        assertThat(Checks.error("it answered 502", 502).json())
                .isEqualTo("{\"error\":\"it answered 502\",\"http_status\":502}");
        assertThat(Checks.error("nothing listens there").json()).isEqualTo("{\"error\":\"nothing listens there\"}");
    }

    @Test
    void forbiddenCharacters_areReplaced() {
        Checks checks = Checks.of(Map.of("d\u0000b", "\ud800 up \udc00"));

        assertThat(checks.json()).isEqualTo("{\"d\uFFFDb\":\"\uFFFD up \uFFFD\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "1e400000, '\"1E+400000\"'",
        "-1e400000, '\"-1E+400000\"'",
        "1e-400000, '\"1E-400000\"'",
        "1e2147483647, '\"1E+2147483647\"'",
        "1.50, 1.5",
        "1.5e3, 1500",
        "-2.5e-3, -0.0025",
        "100.0, 100",
        "0e-5000, '\"0E-5000\"'"
    })
    void number_isPlainOrAText(String number, String expected) {
        ObjectNode object = NODES.objectNode().put("n", new BigDecimal(number));

        assertThat(Checks.of(object).json()).isEqualTo("{\"n\":" + expected + "}");
    }

    @Test
    void number_thatNoNumericHolds_becomesAText() {
        ObjectNode object = NODES.objectNode()
                .put("nan", Double.NaN)
                .put("infinite", Double.POSITIVE_INFINITY)
                .put("float", Float.NEGATIVE_INFINITY)
                .put("digits", BigInteger.TEN.pow(2_000))
                .put("largest", Double.MAX_VALUE)
                .put("smallest", Double.MIN_VALUE);

        JsonNode tree = Checks.of(object).tree();

        assertThat(tree.path("nan").textValue()).isEqualTo("NaN");
        assertThat(tree.path("infinite").textValue()).isEqualTo("Infinity");
        assertThat(tree.path("float").textValue()).isEqualTo("-Infinity");
        assertThat(tree.path("digits").textValue()).startsWith("1000").endsWith("…");
        assertThat(tree.path("largest").doubleValue()).isEqualTo(Double.MAX_VALUE);
        assertThat(tree.path("smallest").doubleValue()).isEqualTo(Double.MIN_VALUE);
    }

    @Test
    void names_thatCuttingMakesEqual_areNumbered() {
        String name = "n".repeat(5_000);
        Checks checks = Checks.of(Map.of(name + "1", "up", name + "2", "up", name + "3", "up"));

        assertThat(checks.tree().size()).isEqualTo(3);
        assertThat(checks.tree().fieldNames())
                .toIterable()
                .allSatisfy(key -> assertThat(key).hasSizeLessThanOrEqualTo(200));
    }

    @Test
    void depthAndEntries_areBoundedAndWhatIsLeftOutIsNoted() {
        ObjectNode many = NODES.objectNode();
        for (int i = 0; i < 250; i++) {
            many.put("c" + i, "up");
        }
        ObjectNode deep = NODES.objectNode();
        JsonNode inner = deep;
        for (int i = 0; i < 500; i++) {
            inner = ((ObjectNode) inner).putObject("a");
        }
        ArrayNode array = NODES.arrayNode();
        many.fieldNames().forEachRemaining(array::add);

        JsonNode tree = Checks.of(many).tree();
        assertThat(tree.size()).isEqualTo(201);
        assertThat(tree.path("…").textValue()).isEqualTo("50 more left out");
        assertThat(Checks.of(deep).json()).isEqualTo("{\"a\":".repeat(16) + "\"…\"" + "}".repeat(16));
        assertThat(Checks.of((ObjectNode) NODES.objectNode().set("list", array))
                        .tree()
                        .path("list")
                        .path(200)
                        .textValue())
                .isEqualTo("… 50 more left out");
    }

    @Test
    void hugeComponent_shrinksAndTheWordsBehindItStay() {
        ObjectNode object = NODES.objectNode().put("first", "up");
        ArrayNode log = object.putObject("huge").put("status", "down").putArray("log");
        for (int i = 0; i < 150; i++) {
            log.add("x".repeat(900));
        }
        object.put("last", "stopped");

        Checks checks = Checks.of(object);

        assertThat(checks.json()).hasSizeBetween(60_000, StorableJson.MAX_CHARACTERS);
        assertThat(checks.tree().path("first").textValue()).isEqualTo("up");
        assertThat(checks.tree().path("last").textValue()).isEqualTo("stopped");
        assertThat(checks.tree().path("huge").path("status").textValue()).isEqualTo("down");
        assertThat(checks.tree().path("huge").path("log").path(149).textValue())
                .startsWith("xxx")
                .endsWith("…");
    }

    @Test
    void manyLongTexts_areCutToTheBound() {
        ObjectNode object = NODES.objectNode();
        for (int i = 0; i < 200; i++) {
            object.put("c" + i, "\u0001".repeat(1_000));
        }

        Checks checks = Checks.of(object);

        assertThat(checks.json()).hasSizeLessThanOrEqualTo(StorableJson.MAX_CHARACTERS);
        assertThat(checks.tree().size()).isGreaterThan(10);
    }

    @Test
    void stored_ofAnotherProgramsValue_isKeptAsAnObject() {
        assertThat(Checks.stored("{}")).isSameAs(Checks.empty());
        assertThat(Checks.stored(" {\"a\": 1}").tree().path("a").intValue()).isEqualTo(1);
        assertThat(Checks.stored("[1]").json()).isEqualTo("{\"value\":[1]}");
    }

    /** What a json column takes and a jsonb column does not, and what is no object at all. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": \"healthy\"}                  | {\"a\":\"healthy\"}",
                "{\"a\": \"x\\u0000y\"}                 | {\"a\":\"x\uFFFDy\"}",
                "{\"\\ud800\": \"\\udc00\"}              | {\"\uFFFD\":\"\uFFFD\"}",
                "{\"a\": \"\\ud83d\\ude00\"}             | {\"a\":\"\uD83D\uDE00\"}",
                "{\"a\": 1e400000}                     | {\"a\":\"1E+400000\"}",
                "{\"a\": 1, \"a\": 2}                  | {\"a\":2}",
                "[1, \"two\"]                          | {\"value\":[1,\"two\"]}",
                "\"up\"                                | {\"value\":\"up\"}",
                "null                                  | {}",
                "{}                                    | {}",
                "{\"a\": 1e99999999999}                | {\"error\":\"what was recorded here can't be read as JSON\"}",
                "not json                              | {\"error\":\"what was recorded here can't be read as JSON\"}"
            })
    void ofText_isCleanedWhateverItIs(String text, String json) {
        assertThat(Checks.ofText(text).json()).isEqualTo(json);
    }

    @Test
    void ofText_nestedBeyondAnyStack_isCutAtTheBound() {
        Checks checks = Checks.ofText("{\"a\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}");

        assertThat(checks.json()).startsWith("{\"a\":[[[").contains("\"" + StorableJson.CUT + "\"");
    }

    @Test
    void equality_isOfTheTreeAndNotOfTheText() {
        Checks one = Checks.stored("{\"a\": 1, \"b\": 2}");
        Checks other = Checks.stored("{\"b\":2,\"a\":1}");

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one).isNotEqualTo(Checks.stored("{\"a\":1}"));
    }
}
