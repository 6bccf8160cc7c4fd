package io.healthmon.check.http;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who a web address belongs to. Reads what {@link URI} keeps to itself because it holds RFC 2396's narrower idea of a name: hosts
 * with an underscore, as Compose gives them, or whose last part begins with a digit.
 *
 * @param userInfo as it stands there
 * @param host a name or an address; an IPv6 address with its brackets
 * @param port empty if the address names none
 */
record Authority(Optional<String> userInfo, String host, Optional<Integer> port) {

    private static final Pattern LOOSE = Pattern.compile(
            "(?:(?<user>[^@\\[\\]]*)@)?(?<host>[A-Za-z0-9_-][A-Za-z0-9._-]{0,254})(?::(?<port>\\d{1,6})?)?");

    /** Empty if there is no host. */
    static Optional<Authority> of(URI uri) {
        if (uri.getHost() != null) {
            return Optional.of(new Authority(
                    Optional.ofNullable(uri.getRawUserInfo()),
                    uri.getHost(),
                    uri.getPort() < 0 ? Optional.empty() : Optional.of(uri.getPort())));
        }
        Matcher loose = LOOSE.matcher(Optional.ofNullable(uri.getRawAuthority()).orElse(""));
        return loose.matches()
                ? Optional.of(new Authority(
                        Optional.ofNullable(loose.group("user")),
                        loose.group("host"),
                        Optional.ofNullable(loose.group("port")).map(Integer::valueOf)))
                : Optional.empty();
    }

    /** The port, or the scheme's own. */
    int port(URI uri) {
        return port.orElseGet(() -> uri.getScheme().toLowerCase(Locale.ROOT).equals("https") ? 443 : 80);
    }

    /** As a URL and a Host header have it: without user info. */
    @Override
    public String toString() {
        return host + port.map(number -> ":" + number).orElse("");
    }
}
