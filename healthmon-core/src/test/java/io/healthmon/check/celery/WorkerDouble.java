package io.healthmon.check.celery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A Celery worker as far as a ping can tell, on a real Redis: every command and message is what celery 5.7 with kombu 5.7 was
 * seen to send. It subscribes by pattern to the mailbox of its database; for a ping it reads the binding table of the
 * exchange that the message names, and pushes its reply to each queue bound with the message's routing key.
 */
final class WorkerDouble implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SEPARATOR = "\u0006\u0016";

    private final String name;
    private final UnaryOperator<String> reply;
    private final Redis subscription;
    private final Redis commands;

    /** Whether a worker pushes its reply at once, and what. */
    private WorkerDouble(int port, int db, String name, UnaryOperator<String> reply) {
        this.name = name;
        this.reply = reply;
        try {
            subscription = new Redis(port, db);
            commands = new Redis(port, db);
            subscription.send("PSUBSCRIBE", "/" + db + ".celery.pidbox");
            subscription.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::work, "worker-double");
        thread.setDaemon(true);
        thread.start();
    }

    /** A worker that answers. */
    static WorkerDouble answering(int port, int db, String name) {
        return new WorkerDouble(port, db, name, UnaryOperator.identity());
    }

    /** A worker whose process was stopped (SIGSTOP, or a task that never yields): it listens and does not reply. */
    static WorkerDouble silent(int port, int db) {
        return new WorkerDouble(port, db, "silent@host", reply -> "");
    }

    /** A worker that pushes something else than it should. */
    static WorkerDouble pushing(int port, int db, String reply) {
        return new WorkerDouble(port, db, "odd@host", ignored -> reply);
    }

    private void work() {
        try {
            while (true) {
                Object push = subscription.read();
                if (push instanceof List<?> parts && "pmessage".equals(parts.get(0))) {
                    answer(MAPPER.readTree(String.valueOf(parts.get(3))));
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void answer(JsonNode envelope) throws IOException {
        JsonNode message =
                MAPPER.readTree(Base64.getDecoder().decode(envelope.path("body").asText()));
        if (!message.path("method").asText().equals("ping")
                || !message.path("destination").isNull()) {
            throw new IOException("a real worker would not answer " + message);
        }
        String exchange = message.path("reply_to").path("exchange").asText();
        String routingKey = message.path("reply_to").path("routing_key").asText();
        ObjectNode body = MAPPER.createObjectNode();
        body.putObject(name).put("ok", "pong");
        String text = reply.apply(envelope(body, message, exchange, routingKey));
        if (text.isEmpty()) {
            return;
        }
        commands.send("SMEMBERS", "_kombu.binding." + exchange);
        if (commands.read() instanceof List<?> bindings) {
            for (Object binding : bindings) {
                String[] parts = String.valueOf(binding).split(SEPARATOR, -1);
                if (parts[0].equals(routingKey)) {
                    commands.send("LPUSH", parts[2], text);
                    commands.read();
                }
            }
        }
    }

    private static String envelope(ObjectNode body, JsonNode message, String exchange, String routingKey) {
        ObjectNode envelope = MAPPER.createObjectNode();
        envelope.put("body", Base64.getEncoder().encodeToString(body.toString().getBytes(UTF_8)));
        envelope.put("content-encoding", "utf-8").put("content-type", "application/json");
        envelope.putObject("headers")
                .put("ticket", message.path("ticket").asText())
                .put("clock", 3);
        ObjectNode properties = envelope.putObject("properties");
        properties.put("delivery_mode", 1).put("priority", 0).put("body_encoding", "base64");
        properties.putObject("delivery_info").put("exchange", exchange).put("routing_key", routingKey);
        return envelope.toString();
    }

    @Override
    public void close() {
        subscription.close();
        commands.close();
    }

    /** A client just good enough to be a worker, and to look at what is left behind. */
    static final class Redis implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;

        Redis(int port, int db) throws IOException {
            socket = new Socket("127.0.0.1", port);
            in = new BufferedInputStream(socket.getInputStream());
            send("SELECT", Integer.toString(db));
            read();
        }

        void send(String... words) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(("*" + words.length + "\r\n").getBytes(UTF_8));
            for (String word : words) {
                bytes.writeBytes(("$" + word.getBytes(UTF_8).length + "\r\n" + word + "\r\n").getBytes(UTF_8));
            }
            socket.getOutputStream().write(bytes.toByteArray());
        }

        /** A text, a number as text, or a list of those. */
        Object read() throws IOException {
            String line = line();
            int count = line.charAt(0) == '*' || line.charAt(0) == '$' ? Integer.parseInt(line.substring(1)) : 0;
            switch (line.charAt(0)) {
                case '*' -> {
                    List<Object> items = new ArrayList<>();
                    for (int i = 0; i < count; i++) {
                        items.add(read());
                    }
                    return items;
                }
                case '$' -> {
                    String text = count < 0 ? "" : new String(in.readNBytes(count), UTF_8);
                    line();
                    return text;
                }
                default -> {
                    return line.substring(1);
                }
            }
        }

        private String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new EOFException();
                }
                line.write(c);
            }
            return line.toString(ISO_8859_1).strip();
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
