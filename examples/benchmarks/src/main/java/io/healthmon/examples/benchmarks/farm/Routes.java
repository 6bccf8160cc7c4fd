package io.healthmon.examples.benchmarks.farm;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which service a request is for, and how that behaves. Paths are remembered. Not thread-safe. */
final class Routes {

    private static final int MAX_NAME = 100;

    private final Ledger ledger;
    private final Map<String, Route> known = new HashMap<>();

    record Route(Behaviour behaviour, Ledger.Page page) {}

    Routes(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The route of a request, which is whole; empty if it has none. */
    Optional<Route> of(byte[] request, int length) {
        int from = indexOf(request, length, ' ', 0) + 1;
        int to = indexOf(request, length, ' ', from);
        if (from == 0 || to < 0) {
            return Optional.empty();
        }
        String path = new String(request, from, to - from, StandardCharsets.US_ASCII);
        Route route = known.get(path);
        if (route != null) {
            return Optional.of(route);
        }
        Optional<Route> made = parse(path);
        made.ifPresent(it -> known.put(path, it));
        return made;
    }

    private Optional<Route> parse(String path) {
        String[] parts = path.split("/", -1);
        if (parts.length != 3 || !parts[0].isEmpty() || parts[2].isEmpty() || parts[2].length() > MAX_NAME) {
            return Optional.empty();
        }
        return Behaviour.named(parts[1])
                .flatMap(behaviour -> ledger.page(parts[2]).map(page -> new Route(behaviour, page)));
    }

    private static int indexOf(byte[] bytes, int length, char wanted, int from) {
        for (int i = from; i < length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }
}
