package io.healthmon.javalin.standalone.config;

import io.healthmon.jdbc.PostgresUrl;
import io.healthmon.target.Secret;
import java.util.Optional;

/** Reads {@code database}. */
final class DatabaseReader {

    private static final String EMBEDDED = "embedded";
    private static final String MEMORY = "memory";
    private static final String JDBC = "jdbc:postgresql://";
    private static final String ALLOWED = "; allowed are embedded, memory, jdbc:postgresql://HOST:PORT/DATABASE";

    private DatabaseReader() {}

    static DatabaseConfig read(Section section) {
        Optional<String> given = section.url("url");
        if (given.isEmpty()) {
            section.override("url", EMBEDDED);
        }
        Optional<String> user = section.text("user");
        Optional<Secret> password = section.secret("password");
        String url = given.orElse(EMBEDDED);
        return switch (url) {
            case EMBEDDED -> new DatabaseConfig.Embedded();
            case MEMORY -> new DatabaseConfig.Memory();
            default -> new DatabaseConfig.Postgres(checked(section, url), user, password);
        };
    }

    private static String checked(Section section, String url) {
        if (!url.startsWith(JDBC)
                || url.length() == JDBC.length()
                || url.chars().anyMatch(c -> c <= ' ')) {
            throw section.error("url", "is not a database that can be used" + ALLOWED);
        }
        String address = url.substring(JDBC.length()).split("[/?]", 2)[0];
        if (address.indexOf('@') >= 0) {
            throw section.error("url", "must not hold credentials; put them into database.user and database.password");
        }
        if (!PostgresUrl.valid(url)) {
            throw section.error(
                    "url",
                    "is not a database that can be used: the driver takes jdbc:postgresql://HOST[:PORT]/DATABASE,"
                            + " and no parameter that names a class");
        }
        return url;
    }
}
