package io.healthmon.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.healthmon.HealthStatus;
import io.healthmon.check.http.BodyFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

class EvaluatorPropertyTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Property(tries = 1_000)
    void anyJson_givesALegalEvaluation(
            @ForAll("json") JsonNode body,
            @ForAll @IntRange(min = 100, max = 599) int code,
            @ForAll BodyFormat format) {
        legal(Answers.pinned(format, Answers.answer(code, Answers.JSON, body.toString())));
    }

    @Property(tries = 1_000)
    void anyBytes_giveALegalEvaluation(
            @ForAll byte[] body, @ForAll int code, @ForAll String contentType, @ForAll BodyFormat format) {
        legal(Answers.pinned(format, Answers.answer(code, contentType, body)));
        legal(Answers.pinned(format, Answers.answer(code, Answers.JSON, body)));
    }

    @Property(tries = 1_000)
    void anyBody_neverMakesAnErrorHealthy(
            @ForAll("json") JsonNode body,
            @ForAll @IntRange(min = 400, max = 599) int code,
            @ForAll BodyFormat format) {
        Evaluation evaluation = Answers.pinned(format, Answers.answer(code, Answers.JSON, body.toString()));

        assertThat(evaluation.status()).isNotEqualTo(HealthStatus.HEALTHY);
    }

    @Property(tries = 500)
    void componentOrder_neverMatters(
            @ForAll("body") ObjectNode body, @ForAll Random random, @ForAll("codes") int code) {
        JsonNode shuffled = shuffle(body, random);

        assertThat(Answers.json(code, shuffled.toString())).isEqualTo(Answers.json(code, body.toString()));
    }

    @Property(tries = 500)
    void unhealthyOverall_isNeverTalkedUp(@ForAll("body") ObjectNode body, @ForAll("codes") int code) {
        ObjectNode down = body.deepCopy().put("status", "down");

        assertThat(Answers.json(code, down.toString()).status()).isEqualTo(HealthStatus.UNHEALTHY);
    }

    private static void legal(Evaluation evaluation) {
        assertThat(evaluation.status()).isNotEqualTo(HealthStatus.UNKNOWN);
        assertThat(evaluation.message().orElse("none")).isNotBlank().hasSizeLessThanOrEqualTo(500);
        assertThat(evaluation.checks().tree().isObject()).isTrue();
    }

    private static JsonNode shuffle(JsonNode node, Random random) {
        if (node.isObject()) {
            List<Map.Entry<String, JsonNode>> entries = new ArrayList<>(node.properties());
            Collections.shuffle(entries, random);
            ObjectNode copy = NODES.objectNode();
            entries.forEach(entry -> copy.set(entry.getKey(), shuffle(entry.getValue(), random)));
            return copy;
        }
        return node;
    }

    @Provide
    Arbitrary<Integer> codes() {
        return Arbitraries.of(200, 204, 404, 429, 500, 503);
    }

    /** Objects that look like health bodies: the names and words that readers look for, in any shape. */
    @Provide
    Arbitrary<ObjectNode> body() {
        return json().filter(JsonNode::isObject).map(ObjectNode.class::cast);
    }

    @Provide
    Arbitrary<JsonNode> json() {
        return json(3);
    }

    private Arbitrary<JsonNode> json(int depth) {
        Arbitrary<JsonNode> leaf = Arbitraries.oneOf(
                words().map(NODES::textNode),
                Arbitraries.of(true, false).map(NODES::booleanNode),
                Arbitraries.integers().map(NODES::numberNode),
                Arbitraries.doubles().map(NODES::numberNode),
                Arbitraries.create(NODES::nullNode));
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<JsonNode> object = Arbitraries.maps(names(), json(depth - 1))
                .ofMaxSize(6)
                .map(map -> NODES.objectNode().setAll(map));
        Arbitrary<JsonNode> array = json(depth - 1)
                .list()
                .ofMaxSize(4)
                .map(list -> NODES.arrayNode().addAll(list));
        return Arbitraries.frequencyOf(Tuple.of(3, object), Tuple.of(1, array), Tuple.of(1, leaf));
    }

    private static Arbitrary<String> words() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "up", "DOWN", "ok", "error", "warn", "starting", "healthy", "degraded", "unhealthy", "pass"),
                Arbitraries.strings().ofMaxLength(12));
    }

    private static Arbitrary<String> names() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "status",
                        "checks",
                        "components",
                        "details",
                        "services",
                        "entries",
                        "totalDuration",
                        "healthy",
                        "critical",
                        "name",
                        "info",
                        "error",
                        "bot",
                        "platforms",
                        "websocket",
                        "outcome",
                        "state"),
                Arbitraries.strings().ofMaxLength(6));
    }
}
