package io.healthmon.notify.channel;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.healthmon.check.http.HttpSpec;
import io.healthmon.check.http.Tls;
import io.healthmon.target.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** Requests as most channels want them. */
final class Requests {

    private Requests() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static HttpSpec json(String url, ObjectNode body, Tls tls) {
        return post(url, "application/json", body.toString(), tls);
    }

    static HttpSpec form(String url, Map<String, String> fields, Tls tls) {
        String body = fields.entrySet().stream()
                .map(field -> Escaping.URL.escape(field.getKey()) + "=" + Escaping.URL.escape(field.getValue()))
                .collect(Collectors.joining("&"));
        return post(url, "application/x-www-form-urlencoded", body, tls);
    }

    static HttpSpec post(String url, String contentType, String body, Tls tls) {
        return HttpSpec.get(url)
                .withMethod("POST")
                .withFollowRedirects(false)
                .withHeader("Content-Type", Secret.of(contentType))
                .withBody(Secret.of(body))
                .withTls(tls);
    }

    static Secret basic(String user, Secret password) {
        return Secret.of("Basic "
                + Base64.getEncoder()
                        .encodeToString((user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The same URL.
     *
     * @throws IllegalArgumentException if it is no http or https URL with a host; does not show it
     */
    static Secret checked(Secret url) {
        HttpSpec.get(url.reveal());
        return url;
    }

    /** The same token, without what no header carries. Does not show it. */
    static Secret token(Secret token, String name) {
        if (!token.reveal().matches("[!-~]{1,4096}")) {
            throw new IllegalArgumentException(
                    name
                            + " is empty or holds a character that no header carries; allowed is printable ASCII without spaces");
        }
        return token;
    }
}
