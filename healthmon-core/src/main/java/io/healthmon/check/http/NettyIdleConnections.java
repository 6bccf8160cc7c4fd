package io.healthmon.check.http;

import io.healthmon.outbound.PinnedAddress;
import io.healthmon.time.MonitorClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Connections that wait for their next exchange: a bounded number, each for a bounded time. The one that waited the longest
 * gives way. Thread-safe.
 */
final class NettyIdleConnections {

    /** All of them together; beyond it, checks with {@code keep-alive} dial anew now and then. */
    static final int MOST = 4_096;

    /** Longer than the usual interval of 30 s, shorter than the 60 s and more after which most servers hang up themselves. */
    static final Duration KEEP = Duration.ofSeconds(55);

    /**
     * What a connection is good for.
     *
     * @param trust whom it trusted; null without TLS
     */
    record Key(String host, PinnedAddress address, @Nullable SSLContext trust) {}

    private final MonitorClock clock;
    private final Map<NettyConnection, Long> sinceNanos = new LinkedHashMap<>();
    private final Map<Key, Deque<NettyConnection>> byKey = new HashMap<>();

    NettyIdleConnections(MonitorClock clock) {
        this.clock = clock;
    }

    /** One to any of {@code addresses}, taken out: the one that came last, which is the likeliest to stand. */
    Optional<NettyConnection> take(Function<PinnedAddress, Key> keys, List<PinnedAddress> addresses) {
        closeOld();
        synchronized (this) {
            for (PinnedAddress address : addresses) {
                Deque<NettyConnection> idle = byKey.get(keys.apply(address));
                if (idle != null) {
                    NettyConnection connection = idle.getLast();
                    forget(connection);
                    return Optional.of(connection);
                }
            }
        }
        return Optional.empty();
    }

    void put(NettyConnection connection) {
        synchronized (this) {
            sinceNanos.put(connection, clock.nanos());
            byKey.computeIfAbsent(connection.key(), key -> new ArrayDeque<>(1)).addLast(connection);
        }
        closeOld();
    }

    synchronized void remove(NettyConnection connection) {
        forget(connection);
    }

    synchronized int size() {
        return sinceNanos.size();
    }

    private void forget(NettyConnection connection) {
        if (sinceNanos.remove(connection) != null) {
            byKey.computeIfPresent(connection.key(), (key, idle) -> {
                idle.remove(connection);
                return idle.isEmpty() ? null : idle;
            });
        }
    }

    /** Called often enough by put and take: while nobody checks, nobody minds a few idle sockets more. */
    void closeOld() {
        List<NettyConnection> old = new ArrayList<>(0);
        synchronized (this) {
            Iterator<Map.Entry<NettyConnection, Long>> eldestFirst =
                    sinceNanos.entrySet().iterator();
            int surplus = sinceNanos.size() - MOST;
            while (eldestFirst.hasNext()) {
                Map.Entry<NettyConnection, Long> eldest = eldestFirst.next();
                if (surplus-- <= 0 && clock.nanos() - eldest.getValue() < KEEP.toNanos()) {
                    break;
                }
                old.add(eldest.getKey());
            }
            old.forEach(this::forget);
        }
        old.forEach(connection -> connection.channel().close());
    }

    /** Frees all their file handles. */
    void closeAll() {
        List<NettyConnection> all;
        synchronized (this) {
            all = List.copyOf(sinceNanos.keySet());
            sinceNanos.clear();
            byKey.clear();
        }
        all.forEach(connection -> connection.channel().close());
    }
}
