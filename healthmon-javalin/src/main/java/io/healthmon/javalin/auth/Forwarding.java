package io.healthmon.javalin.auth;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What proxies say of the request that they send on, in {@code X-Forwarded-For}, {@code -Proto} and {@code -Host} or in {@code Forwarded}
 * (RFC 7239). A proxy writes one of the two and may pass on the other as its client sent it; where both are there and name
 * different clients, neither counts, and the proxy is the client.
 */
final class Forwarding {

    private static final Set<String> MARKS = Set.of("forwarded", "x-real-ip", "x-client-ip", "true-client-ip", "via");
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9._-]{1,253}(:[0-9]{1,5})?|\\[[0-9A-Fa-f:.]{2,45}](:[0-9]{1,5})?");
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");
    private static final int MAX_HOPS = 32;

    /** One hop: who sent it to whoever says so. */
    private record Hop(String from, Optional<String> proto, Optional<String> host) {}

    private final Map<String, List<String>> headers;

    /** {@code headers} by their names in small letters, each with its values in order. */
    Forwarding(Map<String, List<String>> headers) {
        this.headers = headers;
    }

    /** What is said in a request's headers. */
    static Forwarding of(HttpServletRequest request) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            String small = name.toLowerCase(Locale.ROOT);
            if (marks(small)) {
                headers.put(small, Collections.list(request.getHeaders(name)));
            }
        }
        return new Forwarding(headers);
    }

    private static boolean marks(String header) {
        return MARKS.contains(header) || header.startsWith("x-forwarded");
    }

    /** True if it is said at all that somebody sends the request on for another. */
    boolean claimed() {
        return headers.keySet().stream().anyMatch(Forwarding::marks);
    }

    /** Who sends the request that comes directly from {@code direct}. */
    Peer client(Peer direct, TrustedProxies proxies) {
        if (!claimed() || !proxies.trusts(direct.address())) {
            return direct;
        }
        List<Hop> plain = plain();
        List<Hop> standard = standard();
        Peer byPlain = walk(direct, plain, proxies);
        Peer byStandard = walk(direct, standard, proxies);
        if (!plain.isEmpty() && !standard.isEmpty() && !byPlain.address().equals(byStandard.address())) {
            return direct;
        }
        return plain.isEmpty() ? byStandard : byPlain;
    }

    /** From the nearest hop outwards, as long as the word of the one that tells counts. */
    private static Peer walk(Peer direct, List<Hop> hops, TrustedProxies proxies) {
        Peer known = direct;
        for (int i = hops.size() - 1; i >= 0 && hops.size() - i <= MAX_HOPS; i--) {
            if (!proxies.trusts(known.address())) {
                return known;
            }
            Hop hop = hops.get(i);
            Optional<InetAddress> from = address(hop.from());
            if (from.isEmpty()) {
                return known;
            }
            boolean secure = hop.proto().map("https"::equalsIgnoreCase).orElse(known.secure());
            known = new Peer(
                    from.get(), secure, hop.host().flatMap(Forwarding::host).or(known::host), true);
        }
        return known;
    }

    /**
     * {@code X-Forwarded-*}. Of the scheme and the host only the last value is taken, which the nearest proxy wrote: further ones
     * can't be told from what a client sent.
     */
    private List<Hop> plain() {
        Optional<String> proto = last(items("x-forwarded-proto"));
        Optional<String> host = last(items("x-forwarded-host"));
        return items("x-forwarded-for").stream()
                .map(from -> new Hop(from, proto, host))
                .toList();
    }

    private List<Hop> standard() {
        List<Hop> hops = new ArrayList<>();
        for (String element : items("forwarded")) {
            Optional<String> from = Optional.empty();
            Optional<String> proto = Optional.empty();
            Optional<String> host = Optional.empty();
            for (String pair : element.split(";", -1)) {
                int equals = pair.indexOf('=');
                String key = equals < 0 ? "" : pair.substring(0, equals).strip().toLowerCase(Locale.ROOT);
                String value = unquoted(pair.substring(equals + 1).strip());
                switch (key) {
                    case "for" -> from = Optional.of(value);
                    case "proto" -> proto = Optional.of(value);
                    case "host" -> host = Optional.of(value);
                    default -> {
                        // by, and extensions
                    }
                }
            }
            hops.add(new Hop(from.orElse("unknown"), proto, host));
        }
        return hops;
    }

    /** The comma-separated items of all headers of this name, in order. */
    private List<String> items(String name) {
        List<String> items = new ArrayList<>();
        for (String value : headers.getOrDefault(name, List.of())) {
            for (String item : value.split(",", -1)) {
                items.add(item.strip());
            }
        }
        return items;
    }

    private static Optional<String> last(List<String> items) {
        return items.isEmpty() ? Optional.empty() : Optional.of(items.get(items.size() - 1));
    }

    private static String unquoted(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    /** An address that may carry a port: {@code 192.0.2.1:80}, {@code [2001:db8::1]:80}. */
    private static Optional<InetAddress> address(String text) {
        boolean bracketed = text.startsWith("[");
        boolean port = bracketed ? !text.endsWith("]") : text.indexOf(':') == text.lastIndexOf(':');
        return AddressBlock.address(port ? PORT.matcher(text).replaceFirst("") : text);
    }

    /** What a client calls this server, in small letters; empty if it is no name or address with or without a port. */
    static Optional<String> host(@Nullable String header) {
        return Optional.ofNullable(header)
                .filter(text -> HOST.matcher(text).matches())
                .map(text -> text.toLowerCase(Locale.ROOT));
    }
}
