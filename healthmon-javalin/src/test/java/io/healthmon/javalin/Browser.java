package io.healthmon.javalin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.healthmon.javalin.Client.Reply;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What a browser does: keeps cookies, says where a form is sent from, sends forms. */
public final class Browser {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Client client;
    private final String origin;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private String csrf = "";

    public Browser(int port) {
        this(new Client(port));
    }

    /** One that shows the pages of where this client asks. */
    public Browser(Client client) {
        this(client, client.base());
    }

    /** The same, whose address is another one: that of a proxy. */
    public Browser(Client client, String origin) {
        this.client = client;
        this.origin = origin;
    }

    /** Logs in, and keeps the token that changes bring. */
    public Reply logIn(String name, String password) {
        return logIn(Map.of("name", name, "password", password));
    }

    public Reply logIn(Map<String, ?> body) {
        Reply reply = send("POST", "/api/session", body);
        if (reply.status() == 200) {
            csrf = reply.json().get("csrf_token").textValue();
        }
        return reply;
    }

    public Reply get(String path) {
        return took(client.send(request(path)));
    }

    /** A change, with the token. */
    public Reply send(String method, String path, Map<String, ?> body) {
        try {
            return took(client.send(request(path)
                    .header("Content-Type", "application/json")
                    .header("Origin", origin)
                    .header("X-CSRF-Token", csrf)
                    .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)))));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** A page's form. */
    public Reply form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return took(client.send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", origin)
                .method("POST", BodyPublishers.ofString(body))));
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = client.request(path);
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    private Reply took(Reply reply) {
        for (String set : reply.response().headers().allValues("Set-Cookie")) {
            String pair = set.substring(0, set.indexOf(';'));
            int equals = pair.indexOf('=');
            if (set.contains("Max-Age=0")) {
                cookies.remove(pair.substring(0, equals));
            } else {
                cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return reply;
    }
}
