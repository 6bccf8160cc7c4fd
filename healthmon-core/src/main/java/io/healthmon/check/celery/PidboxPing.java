package io.healthmon.check.celery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * The messages of one ping, in the form in which kombu's Redis transport keeps them: a JSON envelope with headers and
 * properties around a base64 body. The ping goes to every worker's process mailbox (pidbox), and names the exchange and the
 * routing key for the reply; a worker looks the reply's list up in the exchange's binding table.
 *
 * <p>The exchange is this ping's own. So its table is a key of ours, which may expire, and no other client's table is
 * touched.
 *
 * @param id unique to this ping
 */
record PidboxPing(UUID id) {

    private static final ObjectMapper MAPPER = JsonMapper.builder().build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** What kombu puts between the three parts of a binding: routing key, pattern, queue. */
    private static final String SEPARATOR = "\u0006\u0016";

    private static final int MAX_NAME = 200;

    /** The channel that the workers of a database listen on. */
    static String channel(int db) {
        return "/" + db + ".celery.pidbox";
    }

    private String exchange() {
        return "reply.healthmon." + id + ".pidbox";
    }

    /** The set that says where replies go. */
    String bindingKey() {
        return "_kombu.binding." + exchange();
    }

    /** Its only member. */
    String binding() {
        return id + SEPARATOR + SEPARATOR + replyKey();
    }

    /** The list that workers push their replies to. */
    String replyKey() {
        return id + "." + exchange();
    }

    /** The ping, as it is published. */
    String message() {
        ObjectNode body = NODES.objectNode().put("method", "ping");
        body.putObject("arguments");
        body.putNull("destination").putNull("pattern").putNull("matcher");
        body.put("ticket", id.toString());
        body.putObject("reply_to").put("exchange", exchange()).put("routing_key", id.toString());

        ObjectNode envelope = NODES.objectNode();
        envelope.put("body", Base64.getEncoder().encodeToString(body.toString().getBytes(StandardCharsets.UTF_8)));
        envelope.put("content-encoding", "utf-8").put("content-type", "application/json");
        envelope.putObject("headers").put("clock", 0).put("expires", 0);
        ObjectNode properties = envelope.putObject("properties");
        properties.put("delivery_mode", 1).put("priority", 0).put("body_encoding", "base64");
        properties.put("delivery_tag", id.toString());
        properties.putObject("delivery_info").put("exchange", "celery.pidbox").put("routing_key", "");
        return envelope.toString();
    }

    /** The worker that {@code reply} is a pong of; empty if it is none. */
    static Optional<String> worker(String reply) {
        try {
            byte[] body = Base64.getDecoder()
                    .decode(MAPPER.readTree(reply).path("body").asText());
            JsonNode pong = MAPPER.readTree(body);
            if (!pong.isObject() || pong.size() != 1) {
                return Optional.empty();
            }
            String name = pong.fieldNames().next();
            boolean ok = pong.path(name).path("ok").asText().equals("pong");
            return ok && name.length() <= MAX_NAME ? Optional.of(name) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
