package io.healthmon.javalin;

import io.healthmon.access.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the table in {@code docs/security.md}, which {@link RouteAccessTest} proves to be whole.
 *
 * @param limited what a key that is limited to some services gets: {@code own}, {@code all} or {@code none}
 */
public record DocumentedRoute(String method, String path, String demand, String limited) {

    private static final Path DOCS = Path.of("../docs/security.md");
    private static final Pattern ROW =
            Pattern.compile("\\| `([A-Z]+)` \\| `(/[^`]*)` \\| `([a-z]+)` \\| ([a-z]+) \\|.*");

    /** All there are. */
    public static List<DocumentedRoute> all() {
        try {
            String section = Files.readString(DOCS)
                    .replaceFirst("(?s).*?\n## Routes\n", "")
                    .replaceFirst("(?s)\n## .*", "");
            List<DocumentedRoute> rows = new ArrayList<>();
            section.lines()
                    .map(ROW::matcher)
                    .filter(Matcher::matches)
                    .forEach(row ->
                            rows.add(new DocumentedRoute(row.group(1), row.group(2), row.group(3), row.group(4))));
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String real(String service) {
        return path.replace("{service}", service)
                .replace("{name}", "ops")
                .replace("alerts/{id}", "alerts/4711")
                .replaceAll("\\{[a-z]+}", "5f0c7d52-6c1e-4b3a-9f57-2a1d1c0b9e11");
    }

    boolean open() {
        return demand.equals("open");
    }

    Optional<Scope> scope() {
        return Scope.ofWord(demand);
    }
}
