package io.healthmon.javalin.page;

import io.healthmon.check.http.HttpSpec;
import io.healthmon.outbound.Destination;
import io.healthmon.outbound.Dials;
import io.healthmon.target.CheckSpec;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is looked at, as it may be shown: user info and the values of query parameters carry credentials, and are masked. */
final class TargetLine {

    private static final String MASK = "***";

    private TargetLine() {}

    static String of(CheckSpec spec) {
        if (spec instanceof HttpSpec http) {
            return of(http.uri());
        }
        List<Destination> there = spec instanceof Dials dials ? dials.destinations() : List.of();
        return there.isEmpty()
                ? spec.type()
                : spec.type() + " " + there.stream().map(Destination::where).collect(Collectors.joining(", "));
    }

    private static String of(URI uri) {
        String authority = String.valueOf(uri.getRawAuthority());
        int at = authority.lastIndexOf('@');
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + masked(uri.getRawQuery());
        return uri.getScheme() + "://" + (at < 0 ? authority : MASK + authority.substring(at)) + path + query;
    }

    private static String masked(String query) {
        return Stream.of(query.split("&", -1))
                .map(part -> part.indexOf('=') < 0 ? MASK : part.substring(0, part.indexOf('=') + 1) + MASK)
                .collect(Collectors.joining("&"));
    }
}
