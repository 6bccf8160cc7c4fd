package io.healthmon.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.healthmon.alert.ServiceMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.JSONB;

/** A matcher as its column holds it: {@code {"services": ["stream-*"], "labels": [["team", "video"]]}}; jsonb keeps no order of keys. */
final class MatcherJson {

    private static final JsonMapper MAPPER = new JsonMapper();

    private MatcherJson() {}

    static JSONB write(ServiceMatcher matcher) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode services = json.putArray("services");
        matcher.services().forEach(services::add);
        ArrayNode labels = json.putArray("labels");
        matcher.labels().forEach((key, value) -> labels.addArray().add(key).add(value));
        return JSONB.jsonb(json.toString());
    }

    static ServiceMatcher read(JSONB json) {
        JsonNode tree = tree(json);
        List<String> services = new ArrayList<>();
        tree.path("services").forEach(service -> services.add(service.asText()));
        Map<String, String> labels = new LinkedHashMap<>();
        tree.path("labels")
                .forEach(label ->
                        labels.put(label.path(0).asText(), label.path(1).asText()));
        return new ServiceMatcher(services, labels);
    }

    private static JsonNode tree(JSONB json) {
        try {
            return MAPPER.readTree(json.data());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a matcher can't be read", e);
        }
    }
}
