package io.healthmon.check.http;

import io.healthmon.check.OptionException;
import io.healthmon.check.Options;
import io.healthmon.target.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** From a service's configured options to the {@link HttpSpec} of its check. */
final class HttpOptions {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Pattern RANGE = Pattern.compile("(\\d{3})(?:-(\\d{3}))?");
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\t -~]*");
    private static final int MAX_MAX_BODY = 16 * 1024 * 1024;

    /** What frames a message is the client's business: a second opinion makes a request that no server reads alike. */
    private static final Set<String> CLIENT_HEADERS =
            Set.of("connection", "content-length", "expect", "te", "transfer-encoding", "upgrade");

    /** The JDK's client writes it itself. */
    private static final String HOST = "host";

    private HttpOptions() {}

    static HttpSpec read(Options options) {
        HttpSpec spec = url(options).withMethod(method(options));
        for (Map.Entry<String, Secret> header : headers(options).entrySet()) {
            spec = spec.withHeader(header.getKey(), header.getValue());
        }
        Optional<Secret> authorization = HttpAuthOptions.read(options);
        if (authorization.isPresent()) {
            if (spec.headers().keySet().stream().anyMatch("authorization"::equalsIgnoreCase)) {
                throw options.error("auth", "an Authorization header is given too; give one of them");
            }
            spec = spec.withHeader("Authorization", authorization.get());
        }
        Optional<Secret> body = options.secret("body");
        if (body.isPresent()) {
            spec = spec.withBody(body.get());
        }
        spec = spec.withFollowRedirects(options.flag("follow-redirects", true));
        for (String range : options.list("expect-status")) {
            spec = spec.withExpectStatus(range(options, range));
        }
        return spec.withFormat(format(options))
                .withMaxBody(maxBody(options))
                .withConnection(connection(options))
                .withTls(TlsOptions.read(options))
                .withCriticalComponents(options.list("critical-components"));
    }

    /** The reason is not passed on: it would quote the URL, which may carry credentials. */
    private static HttpSpec url(Options options) {
        String url = options.url("url")
                .orElseThrow(() -> options.error("url", "is missing; for example http://host:8080/health"));
        try {
            return HttpSpec.get(url);
        } catch (IllegalArgumentException e) {
            throw options.error(
                    "url", "is not an http:// or https:// URL with a host, for example http://host:8080/health");
        }
    }

    private static String method(Options options) {
        String method = options.text("method", "GET").toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            throw options.error(
                    "method",
                    "is not a method that can be used; allowed are "
                            + METHODS.stream().sorted().collect(Collectors.joining(", ")));
        }
        return method;
    }

    private static Map<String, Secret> headers(Options options) {
        Map<String, Secret> headers = options.secrets("headers");
        headers.forEach((name, value) -> {
            if (!HEADER_NAME.matcher(name).matches()) {
                throw options.error(
                        "headers", "one of the names is not a header's name; allowed are letters, digits and -");
            }
            String lower = name.toLowerCase(Locale.ROOT);
            if (CLIENT_HEADERS.contains(lower) || lower.equals(HOST) && !FullProbe.present()) {
                throw options.error("headers", name + " is set by the monitor itself and cannot be given");
            }
            if (!HEADER_VALUE.matcher(value.reveal()).matches()) {
                throw options.error(
                        "headers", name + " holds a character that no header carries; allowed is printable ASCII");
            }
        });
        return headers;
    }

    private static StatusRange range(Options options, String text) {
        Matcher matcher = RANGE.matcher(text);
        try {
            if (matcher.matches()) {
                int from = Integer.parseInt(matcher.group(1));
                return new StatusRange(from, matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2)));
            }
        } catch (IllegalArgumentException e) {
            throw options.error("expect-status", "'" + text + "' is out of range: " + e.getMessage());
        }
        throw options.error(
                "expect-status", "'" + text + "' is not a status code or a range of them, such as 200 or 200-299");
    }

    private static BodyFormat format(Options options) {
        String word = options.text("format", BodyFormat.AUTO.word());
        return Arrays.stream(BodyFormat.values())
                .filter(format -> format.word().equals(word))
                .findFirst()
                .orElseThrow(() -> unknownFormat(options));
    }

    private static OptionException unknownFormat(Options options) {
        List<String> words =
                Arrays.stream(BodyFormat.values()).map(BodyFormat::word).toList();
        return options.error("format", "is not a format that is known; allowed are " + String.join(", ", words));
    }

    private static int maxBody(Options options) {
        long bytes = options.bytes("max-body", HttpSpec.DEFAULT_MAX_BODY);
        if (bytes > MAX_MAX_BODY) {
            throw options.error("max-body", "is too large; allowed are sizes up to 16MB");
        }
        return (int) bytes;
    }

    private static ConnectionUse connection(Options options) {
        String word = options.text("connection", ConnectionUse.FRESH.word());
        return Arrays.stream(ConnectionUse.values())
                .filter(use -> use.word().equals(word))
                .findFirst()
                .orElseThrow(() -> options.error("connection", "is not known; allowed are fresh, keep-alive"));
    }
}
