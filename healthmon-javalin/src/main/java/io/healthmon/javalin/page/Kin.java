package io.healthmon.javalin.page;

import io.healthmon.HealthStatus;
import io.healthmon.check.Text;
import io.healthmon.view.ServiceStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a service depends on and what depends on it, as a picture: the former above it, the latter below.
 *
 * @param nodes the services
 * @param edges paths from one to the other
 * @param height of the picture
 * @param sentence the same in words
 */
public record Kin(List<Node> nodes, List<String> edges, int height, String sentence) {

    /** How wide the picture is. */
    public static final int WIDTH = 280;

    private static final int IN_A_ROW = 2;
    private static final int MOST = 8;
    private static final int BOX = 130;
    private static final int BOX_HEIGHT = 30;
    private static final int ROW = 44;
    private static final int BETWEEN = 26;
    private static final int LETTERS = 14;

    /**
     * A service in it.
     *
     * @param name its name
     * @param shown as much of the name as fits
     * @param status its status
     * @param own true for the service that all is about
     */
    public record Node(String name, String shown, HealthStatus status, boolean own, int x, int y) {

        /** How wide its box is. */
        public int width() {
            return BOX;
        }

        /** How high. */
        public int height() {
            return BOX_HEIGHT;
        }

        /** Name and status, for a tip. */
        public String title() {
            return name + ": " + status.word();
        }
    }

    public Kin {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /** True if it depends on nothing and nothing depends on it. */
    public boolean alone() {
        return nodes.size() == 1;
    }

    /**
     * The picture of a service.
     *
     * @param all the services that the reader may know of
     */
    public static Kin of(ServiceStatus service, List<ServiceStatus> all) {
        Set<String> parents = new HashSet<>(service.target().rules().dependsOn());
        List<ServiceStatus> above =
                all.stream().filter(other -> parents.contains(other.name())).toList();
        List<ServiceStatus> below = all.stream()
                .filter(other -> other.target().rules().dependsOn().contains(service.name()))
                .toList();
        List<Node> nodes = new ArrayList<>();
        int y = rows(nodes, above, 0);
        y += above.isEmpty() ? 0 : BETWEEN;
        Node own = node(service, true, (WIDTH - BOX) / 2, y);
        nodes.add(own);
        y += ROW;
        y += below.isEmpty() ? 0 : BETWEEN;
        y = rows(nodes, below, y);
        List<String> edges = nodes.stream()
                .filter(node -> !node.own())
                .map(node -> node.y() < own.y() ? edge(node, own) : edge(own, node))
                .toList();
        return new Kin(nodes, edges, y, sentence(service.name(), above, below));
    }

    private static int rows(List<Node> nodes, List<ServiceStatus> services, int top) {
        List<ServiceStatus> few = services.subList(0, Math.min(MOST, services.size()));
        int y = top;
        for (int i = 0; i < few.size(); i += IN_A_ROW) {
            boolean pair = i + 1 < few.size();
            nodes.add(node(few.get(i), false, pair ? 5 : (WIDTH - BOX) / 2, y));
            if (pair) {
                nodes.add(node(few.get(i + 1), false, WIDTH - BOX - 5, y));
            }
            y += ROW;
        }
        return y;
    }

    private static Node node(ServiceStatus service, boolean own, int x, int y) {
        return new Node(service.name(), Text.cut(service.name(), LETTERS), service.status(), own, x, y + 4);
    }

    /** From the lower side of one to the upper side of the other. */
    private static String edge(Node from, Node to) {
        int x1 = from.x() + BOX / 2;
        int y1 = from.y() + BOX_HEIGHT;
        int x2 = to.x() + BOX / 2;
        int y2 = to.y();
        int middle = (y1 + y2) / 2;
        return "M" + x1 + " " + y1 + "C" + x1 + " " + middle + " " + x2 + " " + middle + " " + x2 + " " + y2;
    }

    private static String sentence(String name, List<ServiceStatus> above, List<ServiceStatus> below) {
        String on = above.isEmpty()
                ? name + " depends on no other service"
                : name + " depends on "
                        + Words.names(above.stream().map(Kin::said).toList(), MOST);
        String by = below.isEmpty()
                ? "no other depends on it."
                : Words.names(below.stream().map(Kin::said).toList(), MOST)
                        + (below.size() == 1 ? " depends on it." : " depend on it.");
        return on + "; " + by;
    }

    private static String said(ServiceStatus service) {
        return service.name() + " (" + service.status().word() + ")";
    }
}
