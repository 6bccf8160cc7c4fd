package io.healthmon.notify.channel;

import io.healthmon.check.http.HttpSender;
import io.healthmon.check.http.HttpSpec;
import io.healthmon.notify.Notifier;
import io.healthmon.outbound.Destination;
import io.healthmon.target.Secret;
import io.healthmon.time.MonitorClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Anything that takes an HTTP request: by default the JSON that {@code docs/channels.md} describes, else what a template makes of it.
 *
 * @param url where to
 * @param method POST, PUT or PATCH; POST is usual
 * @param headers more to send; values are secrets, since they often are
 * @param body the body's template; empty for the JSON described
 * @param contentType the body's; says also how values are escaped in a template: application/json and what ends in +json, text/html,
 *     application/x-www-form-urlencoded; in all others they are not
 * @param secret signs what is sent; empty if nothing is signed
 * @param settings what every channel may be told
 */
public record WebhookChannel(
        Secret url,
        String method,
        Map<String, Secret> headers,
        Optional<Template> body,
        String contentType,
        Optional<Secret> secret,
        ChannelSettings settings)
        implements HttpChannel {

    /** The content type of the JSON described. */
    public static final String JSON = "application/json";

    private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH");

    private static final Set<String> OURS = Set.of(
            "connection",
            "content-length",
            "content-type",
            "expect",
            "host",
            "te",
            "transfer-encoding",
            "upgrade",
            "x-healthmon-key",
            "x-healthmon-signature");

    /**
     * @throws IllegalArgumentException if the URL is none, the method or a header is not allowed, or the template gives no JSON where it
     *     should; does not show values
     */
    public WebhookChannel {
        url = Requests.checked(url);
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException("the method must be POST, PUT or PATCH");
        }
        if (!contentType.matches("[!-~ ]{3,200}") || contentType.indexOf('/') < 0) {
            throw new IllegalArgumentException("content-type must be a media type such as application/json");
        }
        headers.forEach(WebhookChannel::check);
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        body.ifPresent(template -> WebhookTemplate.check(template, contentType));
    }

    /** One that posts the JSON described. */
    public WebhookChannel(Secret url, Optional<Secret> secret, ChannelSettings settings) {
        this(url, "POST", Map.of(), Optional.empty(), JSON, secret, settings);
    }

    private static void check(String name, Secret value) {
        if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")) {
            throw new IllegalArgumentException("a header's name must have 1 to 100 letters, digits and hyphens");
        }
        if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("the header " + name + " is not for a configuration to set");
        }
        if (!value.reveal().matches("[\\t -~]{0,8192}")) {
            throw new IllegalArgumentException(
                    "the header " + name + " holds a character that no header carries; allowed is printable ASCII");
        }
    }

    @Override
    public List<Destination> destinations() {
        return HttpSpec.get(url.reveal()).destinations();
    }

    @Override
    public Notifier open(HttpSender sender, MonitorClock clock) {
        List<Secret> secrets = new ArrayList<>();
        secret.ifPresent(secrets::add);
        for (Secret value : headers.values()) {
            secrets.add(value);
            // Of "Bearer TOKEN", the token.
            secrets.add(Secret.of(value.reveal().replaceFirst("^\\S+\\s+", "")));
        }
        return new HttpNotifier(sender, clock, new WebhookFormat(this, clock), Masks.ofUrl(url, secrets), false);
    }

    HttpSpec request(String content, String type) {
        HttpSpec request =
                Requests.post(url.reveal(), type, content, settings.tls()).withMethod(method);
        for (Map.Entry<String, Secret> header : headers.entrySet()) {
            request = request.withHeader(header.getKey(), header.getValue());
        }
        return request;
    }
}
