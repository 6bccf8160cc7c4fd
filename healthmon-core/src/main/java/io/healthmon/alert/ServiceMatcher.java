package io.healthmon.alert;

import io.healthmon.HealthTarget;
import io.healthmon.check.Text;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which services are meant: those whose name is one of the patterns, if there are any, and which have all of the labels. One without
 * either means all.
 *
 * @param services names; a {@code *} stands for any characters, so it can't cost more than its length times the name's; at most 100
 * @param labels keys and values that a service must have; at most 20, of at most 200 characters each
 */
public record ServiceMatcher(List<String> services, Map<String, String> labels) {

    /** All services. */
    public static final ServiceMatcher ALL = new ServiceMatcher(List.of(), Map.of());

    private static final int MOST_SERVICES = 100;
    private static final int MOST_LABELS = 20;
    private static final int LONGEST_LABEL = 200;
    private static final Pattern SERVICE = Pattern.compile("[A-Za-z0-9._*-]{1,100}");

    public ServiceMatcher {
        services = List.copyOf(services);
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        if (services.size() > MOST_SERVICES || labels.size() > MOST_LABELS) {
            throw new IllegalArgumentException("a matcher takes at most " + MOST_SERVICES + " services and "
                    + MOST_LABELS + " labels, not " + services.size() + " and " + labels.size());
        }
        services.forEach(ServiceMatcher::requireService);
        labels.forEach((key, value) -> {
            requireLabel(key);
            requireLabel(value);
        });
    }

    private static void requireService(String pattern) {
        if (!SERVICE.matcher(pattern).matches()) {
            throw new IllegalArgumentException("'" + Text.message(Text.cut(pattern, LONGEST_LABEL))
                    + "' names no services: 1 to 100 characters of A-Z a-z 0-9 . _ - and * do");
        }
    }

    private static void requireLabel(String text) {
        if (text.length() > LONGEST_LABEL || !text.equals(Text.message(text))) {
            throw new IllegalArgumentException("'" + Text.message(Text.cut(text, LONGEST_LABEL))
                    + "' is no label: up to " + LONGEST_LABEL + " characters on one line are");
        }
    }

    /** True if it means this service. */
    public boolean matches(HealthTarget target) {
        return matches(target.name(), target.labels());
    }

    /** True if it means a service of this name and these labels. */
    public boolean matches(String name, Map<String, String> its) {
        boolean named = services.isEmpty() || services.stream().anyMatch(pattern -> matches(pattern, name));
        return named && its.entrySet().containsAll(labels.entrySet());
    }

    /** Without backtracking into more than the last star: a hostile pattern stays cheap. */
    private static boolean matches(String pattern, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int mark = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                mark = n;
            } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++mark;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
