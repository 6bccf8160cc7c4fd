package io.healthmon.javalin.server;

import io.healthmon.javalin.auth.Peer;
import io.healthmon.javalin.auth.TrustedProxies;
import io.healthmon.time.MonitorClock;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections there are. At most {@value #MAX}: for one more the oldest goes that has no request under way, and only where all
 * have one, the new one. At most {@value #PER_NETWORK} of one address, but for this machine's and trusted proxies'. Thread-safe; what it
 * closes it closes under no lock.
 */
final class Lines {

    private static final Logger LOG = LoggerFactory.getLogger(Lines.class);

    static final int MAX = 1_000;
    static final int PER_NETWORK = 200;

    private final TrustedProxies proxies;
    private final MonitorClock clock;

    /** In the order of their beginning. Guarded by itself, as is {@link #counts}. */
    private final Set<Line> lines = new LinkedHashSet<>();

    private final Map<String, Integer> counts = new HashMap<>();
    private long refused;

    Lines(TrustedProxies proxies, MonitorClock clock) {
        this.proxies = proxies;
        this.clock = clock;
    }

    /** A new connection's line; empty if it is one too many. */
    Optional<Line> admit(InetAddress address) {
        boolean exempt = address.isLoopbackAddress() || proxies.trusts(address);
        Line line = new Line(exempt ? "" : Peer.network(address), clock.nanos());
        Optional<Line> goes = Optional.empty();
        synchronized (lines) {
            if (!exempt && counts.getOrDefault(line.network(), 0) >= PER_NETWORK) {
                refused++;
                return Optional.empty();
            }
            if (lines.size() >= MAX) {
                goes = lines.stream().filter(Line::quiet).findFirst();
                if (goes.isEmpty()) {
                    refused++;
                    return Optional.empty();
                }
                forget(goes.get());
            }
            lines.add(line);
            counts.merge(line.network(), 1, Integer::sum);
        }
        goes.ifPresent(Line::close);
        return Optional.of(line);
    }

    /** It is closed. */
    void closed(Line line) {
        synchronized (lines) {
            forget(line);
        }
    }

    private void forget(Line line) {
        if (lines.remove(line)) {
            counts.computeIfPresent(line.network(), (network, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Cuts those whose clients are too slow. Does not block. */
    void cutSlowOnes() {
        List<Line> all;
        synchronized (lines) {
            all = List.copyOf(lines);
        }
        long now = clock.nanos();
        for (Line line : all) {
            line.overdue(now).ifPresent(why -> {
                LOG.debug("a connection is cut: {}", why);
                line.close();
            });
        }
    }

    /** How many there are. */
    int size() {
        synchronized (lines) {
            return lines.size();
        }
    }

    /** How many were refused since the start. */
    long refused() {
        synchronized (lines) {
            return refused;
        }
    }
}
