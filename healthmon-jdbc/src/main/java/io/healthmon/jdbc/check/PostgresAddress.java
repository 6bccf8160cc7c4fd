package io.healthmon.jdbc.check;

import io.healthmon.outbound.Destination;
import io.healthmon.outbound.Purpose;
import io.healthmon.target.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a PostgreSQL server is, and as whom to connect.
 *
 * @param host a name or an address
 * @param port 1 to 65535
 * @param database the database
 * @param user the role
 * @param password its password; empty where the server asks for none
 * @param parameters what else the driver should know, as {@code sslmode}
 */
public record PostgresAddress(
        String host,
        int port,
        String database,
        String user,
        Optional<Secret> password,
        Map<String, String> parameters) {

    /** The forms a URL may have, for an error. */
    public static final String ALLOWED =
            "postgresql://[user[:password]@]host[:5432][/database][?name=value&…], with or without jdbc: before it";

    private static final Pattern URL = Pattern.compile(
            "(?:jdbc:)?postgres(?:ql)?://(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?"
                    + "(?<host>\\[[0-9a-fA-F:.%]+]|[^:@/?\\[\\],]+)(?::(?<port>\\d{1,5}))?(?:/(?<database>[^?/]*))?(?:\\?(?<parameters>.*))?");
    private static final int DEFAULT_PORT = 5432;
    private static final String DEFAULT_NAME = "postgres";

    public PostgresAddress {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("the port must be 1 to 65535, not " + port);
        }
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads a URL. A user or password among its parameters counts as one before the host would.
     *
     * @throws IllegalArgumentException saying what is allowed, without the URL, which may hold a password
     */
    public static PostgresAddress parse(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("is not " + ALLOWED);
        }
        Map<String, String> parameters = parameters(part(parts, "parameters").orElse(""));
        Optional<String> user = Optional.ofNullable(parameters.remove("user")).or(() -> decoded(parts, "user"));
        Optional<String> password =
                Optional.ofNullable(parameters.remove("password")).or(() -> decoded(parts, "password"));
        String host = parts.group("host");
        String role = user.orElse(DEFAULT_NAME);
        return new PostgresAddress(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                part(parts, "port").map(Integer::parseInt).orElse(DEFAULT_PORT),
                decoded(parts, "database").orElse(role),
                role,
                password.map(Secret::of),
                parameters);
    }

    /** This, as another role. */
    public PostgresAddress as(String otherUser, Optional<Secret> otherPassword) {
        return new PostgresAddress(host, port, database, otherUser, otherPassword, parameters);
    }

    /** Where to connect. */
    public Destination destination() {
        return new Destination(host, port, Purpose.CHECK_POSTGRES);
    }

    /** Host and port, for people. */
    public String shown() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** Shows neither user nor password nor parameters, of which some are passwords too. */
    @Override
    public String toString() {
        return "postgresql://" + shown() + "/" + database;
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : query.split("&")) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                parameters.put(decode(parameter.substring(0, equals)), decode(parameter.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static Optional<String> part(Matcher parts, String name) {
        return Optional.ofNullable(parts.group(name)).filter(part -> !part.isEmpty());
    }

    private static Optional<String> decoded(Matcher parts, String name) {
        return part(parts, name).map(PostgresAddress::decode);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("holds a % that no two hexadecimal digits follow", e);
        }
    }
}
