package io.healthmon.outbound;

import io.healthmon.time.MonitorClock;
import io.healthmon.time.Timers;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's resolver on a few platform threads of its own, with one look-up in flight per host and a short cache.
 *
 * <p>The threads are the point: a name look-up holds its thread, also a virtual one's carrier. Measured on JDK 25, 300
 * look-ups stuck in a silent resolver delay unrelated virtual threads by 9.5 s; here they delay other look-ups at most, and
 * those little and only once: a thread that is held for long is made up for, and a host whose look-up took long is looked up
 * on threads apart until it is quick again. Addresses in digits need no look-up and wait for nothing.
 *
 * <p>What depends on a stage runs on a look-up's thread: it must not block.
 */
public final class DnsResolver implements Resolver, AutoCloseable {

    /** Look-ups at once of hosts that were quick or are new, not counting those under way that turn out to be slow. */
    static final int THREADS = 16;

    /** All of those at once. */
    static final int MOST_THREADS = 256;

    /** Look-ups at once of hosts that were slow. */
    static final int SLOW_THREADS = 16;

    /** A look-up that takes longer is slow. */
    static final Duration SLOW = Duration.ofMillis(500);

    /** How long an answer is used. */
    static final Duration KEEP = Duration.ofSeconds(10);

    /** Entries beyond which expired ones are swept, at most once in {@link #KEEP}. */
    private static final int SWEEP_SIZE = 1_000;

    /** How names become addresses: {@link InetAddress#getAllByName}, or a test's own. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] lookUp(String host) throws UnknownHostException;
    }

    /**
     * A look-up and what came of it.
     *
     * @param before why the look-up before it failed, if it did
     */
    private record Cached(
            CompletableFuture<List<InetAddress>> addresses,
            long startedNanos,
            @Nullable Throwable before) {

        @Nullable
        Throwable failure() {
            return addresses.handle((found, thrown) -> thrown).join();
        }
    }

    private final Lookup lookup;
    private final MonitorClock clock;
    private final LookUpThreads threads;
    private final LookUpThreads slowThreads;
    private final Map<String, Cached> cache = new ConcurrentHashMap<>();
    private final Set<String> slow = ConcurrentHashMap.newKeySet();
    private final AtomicLong sweptNanos;

    /** A resolver over the JVM's. */
    public DnsResolver(MonitorClock clock, Timers timers) {
        this(clock, timers, InetAddress::getAllByName);
    }

    DnsResolver(MonitorClock clock, Timers timers, Lookup lookup) {
        this.clock = clock;
        this.lookup = lookup;
        threads = new LookUpThreads("healthmon-dns", THREADS, MOST_THREADS, SLOW, timers);
        slowThreads = new LookUpThreads("healthmon-slow-dns", SLOW_THREADS, SLOW_THREADS, SLOW, timers);
        sweptNanos = new AtomicLong(clock.nanos());
    }

    @Override
    public CompletionStage<List<InetAddress>> resolve(String host) {
        if (isDigits(host)) {
            return literal(host);
        }
        Cached known = cache.get(host);
        if (known == null || expired(known)) {
            known = lookUp(host, this::expired);
        }
        // A copy: a caller that cancels must not cancel the look-up that others wait for.
        return known.addresses().copy();
    }

    /**
     * What the JVM knows now. Its own memory of a name lasts longer than ours and is what its clients use: a look-up right after one of
     * theirs says what they were told.
     */
    @Override
    public CompletionStage<List<InetAddress>> resolveAnew(String host) {
        return isDigits(host)
                ? literal(host)
                : lookUp(host, cached -> cached.addresses().isDone())
                        .addresses()
                        .copy();
    }

    /** The look-up of a host that is known or under way; another one if it is {@code old}. */
    private Cached lookUp(String host, Predicate<Cached> old) {
        sweep();
        CompletableFuture<List<InetAddress>> mine = new CompletableFuture<>();
        Cached known = cache.compute(
                host,
                (name, now) -> now == null || old.test(now)
                        ? new Cached(mine, clock.nanos(), now == null ? null : now.failure())
                        : now);
        if (known.addresses() == mine) {
            start(host, known);
        }
        return known;
    }

    /** True for four numbers of up to three digits, and for whatever has a colon. Asked before every check. */
    private static boolean isDigits(String host) {
        int dots = 0;
        int digits = 0;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == ':') {
                return true;
            }
            boolean dot = c == '.' && digits > 0;
            boolean digit = c >= '0' && c <= '9' && digits < 3;
            if (!dot && !digit) {
                return host.indexOf(':', i) > 0;
            }
            dots += dot ? 1 : 0;
            digits = dot ? 0 : digits + 1;
        }
        return dots == 3 && digits > 0;
    }

    /** The JVM reads digits without asking anybody; what looks like an address and is none does not exist. */
    private static CompletionStage<List<InetAddress>> literal(String host) {
        for (String part : host.split("\\.", -1)) {
            if (host.indexOf(':') < 0 && Integer.parseInt(part) > 255) {
                return CompletableFuture.failedFuture(new UnknownHostException(host));
            }
        }
        try {
            return CompletableFuture.completedFuture(List.of(InetAddress.getAllByName(host)));
        } catch (UnknownHostException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private boolean expired(Cached cached) {
        CompletableFuture<List<InetAddress>> addresses = cached.addresses();
        return addresses.isDone()
                && (addresses.isCompletedExceptionally() || age(cached).compareTo(KEEP) > 0);
    }

    private Duration age(Cached cached) {
        return Duration.ofNanos(clock.nanos() - cached.startedNanos());
    }

    /** Keeps names that are asked for once (as a redirect may bring them) from piling up, at a bounded cost. */
    private void sweep() {
        long last = sweptNanos.get();
        long now = clock.nanos();
        if (cache.size() >= SWEEP_SIZE && now - last >= KEEP.toNanos() && sweptNanos.compareAndSet(last, now)) {
            cache.values().removeIf(this::expired);
            slow.retainAll(cache.keySet());
        }
    }

    private void start(String host, Cached entry) {
        try {
            (slow.contains(host) ? slowThreads : threads).execute(() -> lookUp(host, entry));
        } catch (RejectedExecutionException closed) {
            entry.addresses().completeExceptionally(closed());
        }
    }

    private void lookUp(String host, Cached entry) {
        long started = clock.nanos();
        List<InetAddress> addresses = List.of();
        Throwable failure = null;
        try {
            addresses = List.of(lookup.lookUp(host));
        } catch (UnknownHostException e) {
            // For ten seconds the JVM remembers that a look-up failed, but not why: it then says nothing but the name.
            failure = host.equals(e.getMessage()) && entry.before() != null ? entry.before() : e;
        } catch (Throwable own) {
            failure = own;
        }
        if (clock.nanos() - started > SLOW.toNanos()) {
            slow.add(host);
        } else {
            slow.remove(host);
        }
        if (failure != null) {
            entry.addresses().completeExceptionally(failure);
        } else {
            entry.addresses().complete(addresses);
        }
    }

    private static Throwable closed() {
        return new IllegalStateException("the resolver is closed");
    }

    /** Stops the threads; look-ups under way fail. */
    @Override
    public void close() {
        threads.shutdownNow();
        slowThreads.shutdownNow();
        cache.forEach((host, cached) -> cached.addresses().completeExceptionally(closed()));
    }
}
