package io.healthmon.outbound;

import io.healthmon.time.MonitorClock;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which addresses are this machine's own, as far as its network interfaces tell. Asked of the system at most every ten seconds. Thread-safe. */
final class LocalAddresses implements Predicate<InetAddress> {

    private static final Duration KEEP = Duration.ofSeconds(10);

    private record Known(Set<InetAddress> addresses, long sinceNanos) {}

    private final MonitorClock clock;
    private volatile Known known;

    LocalAddresses(MonitorClock clock) {
        this.clock = clock;
        known = new Known(Set.of(), clock.nanos() - KEEP.toNanos());
    }

    @Override
    public boolean test(InetAddress address) {
        return address.isLoopbackAddress() || address.isAnyLocalAddress() || all().contains(address);
    }

    private Set<InetAddress> all() {
        Known last = known;
        long now = clock.nanos();
        if (now - last.sinceNanos() < KEEP.toNanos()) {
            return last.addresses();
        }
        Set<InetAddress> found;
        try {
            found = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .collect(Collectors.toSet());
        } catch (SocketException notTold) {
            found = last.addresses();
        }
        known = new Known(found, now);
        return found;
    }
}
