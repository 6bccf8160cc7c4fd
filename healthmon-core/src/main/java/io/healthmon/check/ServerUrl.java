package io.healthmon.check;

import io.healthmon.target.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a server that is no web page: {@code scheme://[[user]:password@]host[:port][/path][?query]}. Reads what
 * {@link java.net.URI} refuses: a host name with an underscore, as Compose gives them, and an {@code @} in a password.
 * The query is dropped.
 *
 * @param scheme in lower case
 * @param user decoded
 * @param password decoded
 * @param host a name or an address, without brackets
 * @param port 1 to 65535
 * @param path without its first slash; may be empty
 */
public record ServerUrl(
        String scheme, Optional<String> user, Optional<Secret> password, String host, int port, String path) {

    private static final Pattern FORM = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(?:(?<user>[^/?#]*)@)?"
            + "(?:\\[(?<six>[0-9A-Fa-f:.]+(?:%[A-Za-z0-9._-]+)?)]|(?<host>[A-Za-z0-9._-]{1,255}))"
            + "(?::(?<port>\\d{1,5}))?(?:/(?<path>[^?#]*))?(?:[?#].*)?");

    /**
     * Reads a URL.
     *
     * @param defaultPort used where the URL names none; 0 if it must name one
     * @throws IllegalArgumentException saying what is wrong, without the URL, which may carry a password
     */
    public static ServerUrl parse(String url, int defaultPort) {
        Matcher parts = FORM.matcher(url.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a URL of the form scheme://host:port");
        }
        String credentials = parts.group("user");
        Optional<String> user = Optional.empty();
        Optional<Secret> password = Optional.empty();
        if (credentials != null && !credentials.isEmpty()) {
            int colon = credentials.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException(
                        "a user without a password; a password alone is written :password@host");
            }
            user = Optional.of(decoded(credentials.substring(0, colon))).filter(name -> !name.isEmpty());
            password = Optional.of(decoded(credentials.substring(colon + 1)))
                    .filter(word -> !word.isEmpty())
                    .map(Secret::of);
            if (user.isPresent() && password.isEmpty()) {
                throw new IllegalArgumentException("a user without a password");
            }
        }
        String six = parts.group("six");
        String path = parts.group("path");
        return new ServerUrl(
                parts.group(1).toLowerCase(Locale.ROOT),
                user,
                password,
                six != null ? six : parts.group("host"),
                port(parts.group("port"), defaultPort),
                path == null ? "" : path);
    }

    private static int port(@Nullable String text, int defaultPort) {
        if (text == null && defaultPort == 0) {
            throw new IllegalArgumentException("the port is missing: scheme://host:port");
        }
        int port = text == null ? defaultPort : Integer.parseInt(text);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port must be 1 to 65535, not " + port);
        }
        return port;
    }

    private static String decoded(String text) {
        try {
            // The decoder is a form's, to which a plus is a space; in a URL's user info it is a plus.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a percent sign in the user or password must be written %25");
        }
    }

    /** {@code host:port}, for a sentence. */
    public String where() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    /** Shows neither user nor password. */
    @Override
    public String toString() {
        return scheme + "://" + where() + (path.isEmpty() ? "" : "/" + path);
    }
}
