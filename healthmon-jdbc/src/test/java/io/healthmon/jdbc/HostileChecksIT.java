package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.healthmon.check.Checks;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.store.Pen;
import io.healthmon.store.WatchedService;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a target sends can be stored: an insert error would be a lost check, and would hold up those behind it. */
class HostileChecksIT {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final PostgresServer.Database DATABASE = PostgresServer.OLDEST.newPreparedDatabase();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": \"\\u0000\"}",
                "{\"\\u0000\": 1, \"\\u0007\": \"\\u0000\\u0000\"}",
                "{\"a\": 1e308, \"b\": -1e308, \"c\": 1e-307}",
                "{\"a\": 1e-400, \"b\": 1e-40000}",
                "{\"a\": 1e400, \"b\": -1e40000}",
                "{\"a\": 123456789012345678901234567890.123456789012345678901234567890}",
                "{\"a\": {}, \"b\": [], \"c\": null, \"\": false}",
                "{\"a\\\\b\": \"'); drop table service_health_checks; --\", \"{\": \"}\"}"
            })
    void bodies(String body) throws Exception {
        store((ObjectNode) JSON.readTree(body));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 20_000, 200_000})
    void sizes(int size) throws Exception {
        store(JsonNodeFactory.instance.objectNode().put("x".repeat(size), "💥".repeat(size)));
        store((ObjectNode) JSON.readTree("{\"a\": 0." + "1".repeat(Math.min(size, 900)) + "}"));
        store((ObjectNode)
                JSON.readTree("{\"a\": " + "[".repeat(Math.min(size, 900)) + "]".repeat(Math.min(size, 900)) + "}"));
        ObjectNode wide = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < size; i++) {
            wide.put("component-" + i, i);
        }
        store(wide);
    }

    @Test
    void loneSurrogates() {
        store(JsonNodeFactory.instance
                .objectNode()
                .put("\uD83D", "\uDC00\uD83D")
                .put("\uDC00a", "a\uD83D"));
    }

    private static void store(ObjectNode components) {
        try (PostgresStore store = DATABASE.store().build()) {
            Pen writer = Pen.open(store);
            WatchedService service = new WatchedService("hostile");
            Instant now = Instant.parse("2026-03-01T10:00:00Z");
            assertThat(writer.commit(List.of(service.step(
                            service.check(now, Evaluation.healthy(Checks.of(components), Optional.empty()))))))
                    .hasSize(1);
            assertThat(writer.states()).hasSize(1);
        }
    }
}
