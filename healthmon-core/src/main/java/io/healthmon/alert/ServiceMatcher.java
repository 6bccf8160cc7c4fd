package io.healthmon.alert;

import io.healthmon.HealthTarget;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which services are meant: those whose name is one of the patterns, if there are any, and which have all of the labels. One without
 * either means all.
 *
 * @param services names; a {@code *} stands for any characters, so it can't cost more than its length times the name's
 * @param labels keys and values that a service must have
 */
public record ServiceMatcher(List<String> services, Map<String, String> labels) {

    /** All services. */
    public static final ServiceMatcher ALL = new ServiceMatcher(List.of(), Map.of());

    public ServiceMatcher {
        services = List.copyOf(services);
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
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
