package io.healthmon.javalin.page;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.view.ServiceStatus;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;

/**
 * Which services a reader wants to see, and how. What makes no sense counts as not said: an address that somebody typed shows something.
 *
 * @param text part of their names; empty for all
 * @param status only those of this status
 * @param label only those with this label, {@code key=value}; empty for all
 * @param critical only critical ones
 * @param sort in which order
 * @param page which hundred of them, from 1
 * @param dense small rows
 */
public record ServiceQuery(
        String text,
        Optional<HealthStatus> status,
        String label,
        boolean critical,
        Sort sort,
        int page,
        boolean dense) {

    private static final int LONGEST = 100;
    private static final int MOST_PAGES = 100_000;

    /** An order. */
    public enum Sort {
        /** As they are configured, in their groups. */
        GIVEN("as configured"),
        /** The worst first. */
        TROUBLE("trouble first"),
        /** By name. */
        NAME("by name"),
        /** The slowest first. */
        SLOW("slowest first"),
        /** The least uptime first. */
        UPTIME("least uptime first");

        private final String title;

        Sort(String title) {
            this.title = title;
        }

        /** As the page says it. */
        public String title() {
            return title;
        }

        /** As the address says it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Sort> ofWord(String word) {
            for (Sort sort : values()) {
                if (sort.word().equals(word)) {
                    return Optional.of(sort);
                }
            }
            return Optional.empty();
        }
    }

    /** What an address says: {@code parameter} gives the value of a parameter, empty if it is not there. */
    public static ServiceQuery read(Function<String, Optional<String>> parameter) {
        String text = cut(parameter.apply("q").orElse(""));
        return new ServiceQuery(
                text.strip(),
                parameter.apply("status").flatMap(HealthStatus::ofWord),
                cut(parameter.apply("label").orElse("")),
                parameter.apply("critical").isPresent(),
                parameter.apply("sort").flatMap(Sort::ofWord).orElse(Sort.GIVEN),
                parameter.apply("page").map(ServiceQuery::page).orElse(1),
                parameter.apply("view").filter("dense"::equals).isPresent());
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(LONGEST, text.length()));
    }

    private static int page(String text) {
        try {
            return Math.max(1, Math.min(MOST_PAGES, Integer.parseInt(text)));
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    /** True if this service is one of them. */
    boolean wants(ServiceStatus service) {
        HealthTarget target = service.target();
        return (text.isEmpty() || target.name().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)))
                && status.map(service.status()::equals).orElse(true)
                && (!critical || target.critical())
                && (label.isEmpty() || labelled(target.labels()));
    }

    private boolean labelled(Map<String, String> labels) {
        int at = label.indexOf('=');
        return at < 0 ? labels.containsKey(label) : label.substring(at + 1).equals(labels.get(label.substring(0, at)));
    }

    /** True if nothing is left out. */
    public boolean all() {
        return text.isEmpty() && status.isEmpty() && label.isEmpty() && !critical;
    }

    /** The word of the status; empty for any. */
    public String statusWord() {
        return status.map(HealthStatus::word).orElse("");
    }

    /** This for another page. */
    public ServiceQuery at(int other) {
        return new ServiceQuery(text, status, label, critical, sort, other, dense);
    }

    /** This in other rows. */
    public ServiceQuery as(boolean denseRows) {
        return new ServiceQuery(text, status, label, critical, sort, page, denseRows);
    }

    /** This of one status, from the first page on. */
    public ServiceQuery only(HealthStatus other) {
        return new ServiceQuery(text, Optional.of(other), label, critical, sort, 1, dense);
    }

    /** The address of these services. */
    public String href() {
        return "/" + parameters();
    }

    /** The address of what happens to them. */
    public String events() {
        return "/events" + parameters();
    }

    private String parameters() {
        StringJoiner parameters = new StringJoiner("&", "?", "").setEmptyValue("");
        if (!text.isEmpty()) {
            parameters.add("q=" + Query.encoded(text));
        }
        status.ifPresent(its -> parameters.add("status=" + its.word()));
        if (!label.isEmpty()) {
            parameters.add("label=" + Query.encoded(label));
        }
        if (critical) {
            parameters.add("critical=1");
        }
        if (sort != Sort.GIVEN) {
            parameters.add("sort=" + sort.word());
        }
        if (page > 1) {
            parameters.add("page=" + page);
        }
        if (dense) {
            parameters.add("view=dense");
        }
        return parameters.toString();
    }
}
