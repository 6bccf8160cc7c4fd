package io.healthmon.javalin.page;

import io.healthmon.evaluate.CheckResult;
import io.healthmon.view.ServiceStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The services that are on a page.
 *
 * @param query what was asked for
 * @param groups the services, in groups: those of one value of the label {@code group} are one
 * @param total how many there are on all pages
 * @param from the number of the first on this page, from 1; 0 if there is none
 * @param to the number of the last
 * @param pages how many pages there are, 1 or more
 */
public record Listing(ServiceQuery query, List<Group> groups, int total, int from, int to, int pages) {

    /** So many are on a page. */
    public static final int SIZE = 100;

    private static final String LABEL = "group";
    private static final int MOST_LABELS = 100;

    /**
     * Services that belong together.
     *
     * @param title what they are called; empty where they have no name
     */
    public record Group(String title, List<ServiceStatus> services) {
        public Group {
            services = List.copyOf(services);
        }
    }

    public Listing {
        groups = List.copyOf(groups);
    }

    /** Those of {@code services} that are asked for. */
    public static Listing of(List<ServiceStatus> services, ServiceQuery query) {
        List<ServiceStatus> wanted =
                new ArrayList<>(services.stream().filter(query::wants).toList());
        boolean grouped = query.sort() == ServiceQuery.Sort.GIVEN;
        wanted.sort(grouped ? byGroup(wanted) : order(query.sort()));
        int pages = Math.max(1, (wanted.size() + SIZE - 1) / SIZE);
        int page = Math.min(query.page(), pages);
        List<ServiceStatus> shown = wanted.subList((page - 1) * SIZE, Math.min(wanted.size(), page * SIZE));
        Map<String, List<ServiceStatus>> groups = new LinkedHashMap<>();
        shown.forEach(service -> groups.computeIfAbsent(grouped ? group(service) : "", name -> new ArrayList<>())
                .add(service));
        List<Group> titled = new ArrayList<>();
        groups.forEach((title, members) -> titled.add(new Group(title, members)));
        int from = shown.isEmpty() ? 0 : (page - 1) * SIZE + 1;
        return new Listing(query.at(page), titled, wanted.size(), from, from + Math.max(0, shown.size() - 1), pages);
    }

    private static String group(ServiceStatus service) {
        return service.target().labels().getOrDefault(LABEL, "");
    }

    /** Groups stand where the first of them is configured. */
    private static Comparator<ServiceStatus> byGroup(List<ServiceStatus> services) {
        Map<String, Integer> first = new LinkedHashMap<>();
        services.forEach(service -> first.putIfAbsent(group(service), first.size()));
        return Comparator.comparing(service -> first.getOrDefault(group(service), 0));
    }

    private static Comparator<ServiceStatus> order(ServiceQuery.Sort sort) {
        Comparator<ServiceStatus> byName = Comparator.comparing(ServiceStatus::name);
        return switch (sort) {
            case GIVEN -> Comparator.comparing(service -> 0);
            case NAME -> byName;
            case TROUBLE ->
                Comparator.comparing((ServiceStatus service) -> service.status())
                        .reversed()
                        .thenComparing(service -> service.target().critical(), Comparator.reverseOrder())
                        .thenComparing(byName);
            case SLOW -> Comparator.comparing(Listing::millis).reversed().thenComparing(byName);
            case UPTIME ->
                Comparator.comparing((ServiceStatus service) ->
                                service.day().uptimePercentage().orElse(101))
                        .thenComparing(byName);
        };
    }

    private static int millis(ServiceStatus service) {
        return service.state().lastCheck().map(CheckResult::responseTimeMillis).orElse(-1);
    }

    /** The services of this page. */
    public List<ServiceStatus> services() {
        return groups.stream().flatMap(group -> group.services().stream()).toList();
    }

    /** The labels that services have, {@code key=value}, for a reader to choose from. */
    public static List<String> labels(List<ServiceStatus> services) {
        Set<String> labels = new LinkedHashSet<>();
        for (ServiceStatus service : services) {
            service.target().labels().forEach((key, value) -> labels.add(key + "=" + value));
            if (labels.size() > MOST_LABELS) {
                break;
            }
        }
        return labels.stream().sorted().limit(MOST_LABELS).toList();
    }
}
