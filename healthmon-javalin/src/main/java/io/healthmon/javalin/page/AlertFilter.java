package io.healthmon.javalin.page;

import java.util.List;
import java.util.StringJoiner;

/**
 * Which alerts a page lists.
 *
 * @param status {@code active}, {@code resolved} or {@code all}
 * @param service one service; empty for all
 * @param limit how many at most
 */
public record AlertFilter(String status, String service, int limit) {

    /** What is listed unless somebody asks for more. */
    public static final int FEW = 50;

    private static final int MOST = 1_000;

    /** The lists that there are, in the order in which they stand on the page. */
    public static final List<String> STATUSES = List.of("active", "resolved", "all");

    /** This of another status. */
    public AlertFilter of(String other) {
        return new AlertFilter(other, service, FEW);
    }

    /** This with more. */
    public AlertFilter more() {
        return new AlertFilter(status, service, Math.min(MOST, limit * 4));
    }

    /** True if more can be asked for. */
    public boolean canHaveMore() {
        return limit < MOST;
    }

    /** What a list is called. */
    public static String title(String status) {
        return Character.toUpperCase(status.charAt(0)) + status.substring(1);
    }

    /** The address of this list. */
    public String href() {
        return "/alerts?status=" + status + rest();
    }

    /** The address of what was kept back of the same services. */
    public String suppressed() {
        return "/alerts/suppressed" + (service.isEmpty() ? "" : "?service=" + Query.encoded(service));
    }

    private String rest() {
        StringJoiner rest = new StringJoiner("&", "&", "").setEmptyValue("");
        if (!service.isEmpty()) {
            rest.add("service=" + Query.encoded(service));
        }
        if (limit != FEW) {
            rest.add("limit=" + limit);
        }
        return rest.toString();
    }
}
