package io.healthmon.check;

import io.healthmon.time.MonitorClock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * The JVM's resolver on a few platform threads of its own, with one look-up in flight per host and a short cache.
 *
 * <p>The threads are the point: a name look-up holds its thread, also a virtual one's carrier. Measured on JDK 25, 300
 * look-ups stuck in a silent resolver delay unrelated virtual threads by 9.5 s; here they delay other look-ups at most, and
 * those only once: a host whose look-up took long is looked up on threads apart until it is quick again. Addresses in digits
 * need no look-up and wait for nothing.
 *
 * <p>What depends on a stage runs on a look-up's thread: it must not block.
 */
public final class DnsResolver implements Resolver, AutoCloseable {

    /** Threads for hosts that were quick or are new, and for those that were slow. Idle ones end. */
    static final int THREADS = 16;

    static final int SLOW_THREADS = 4;

    /** A look-up that takes longer is slow. */
    static final Duration SLOW = Duration.ofSeconds(1);

    /** How long an answer is used. */
    static final Duration KEEP = Duration.ofSeconds(10);

    /** Entries beyond which expired ones are swept, at most once in {@link #KEEP}. */
    private static final int SWEEP_SIZE = 1_000;

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|.*:.*");

    /** How names become addresses: {@link InetAddress#getAllByName}, or a test's own. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] lookUp(String host) throws UnknownHostException;
    }

    private record Cached(CompletableFuture<List<InetAddress>> addresses, long startedNanos) {}

    private final Lookup lookup;
    private final MonitorClock clock;
    private final ThreadPoolExecutor threads = pool("healthmon-dns-", THREADS);
    private final ThreadPoolExecutor slowThreads = pool("healthmon-slow-dns-", SLOW_THREADS);
    private final Map<String, Cached> cache = new ConcurrentHashMap<>();
    private final Set<String> slow = ConcurrentHashMap.newKeySet();
    private final AtomicLong sweptNanos;

    /** A resolver over the JVM's. */
    public DnsResolver(MonitorClock clock) {
        this(clock, InetAddress::getAllByName);
    }

    DnsResolver(MonitorClock clock, Lookup lookup) {
        this.clock = clock;
        this.lookup = lookup;
        sweptNanos = new AtomicLong(clock.nanos());
    }

    private static ThreadPoolExecutor pool(String prefix, int size) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(size, size, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, prefix + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    @Override
    public CompletionStage<List<InetAddress>> resolve(String host) {
        if (DIGITS.matcher(host).matches()) {
            return literal(host);
        }
        Cached known = cache.get(host);
        if (known == null || expired(known)) {
            sweep();
            CompletableFuture<List<InetAddress>> mine = new CompletableFuture<>();
            known = cache.compute(
                    host, (name, now) -> now == null || expired(now) ? new Cached(mine, clock.nanos()) : now);
            if (known.addresses() == mine) {
                start(host, known);
            }
        }
        // A copy: a caller that cancels must not cancel the look-up that others wait for.
        return known.addresses().copy();
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
            entry.addresses().completeExceptionally(new UnknownHostException(host));
        }
    }

    private void lookUp(String host, Cached entry) {
        long started = clock.nanos();
        List<InetAddress> addresses = List.of();
        try {
            addresses = List.of(lookup.lookUp(host));
        } catch (Throwable none) {
            // Whatever the resolver throws, the caller learns that there is no address.
        }
        if (clock.nanos() - started > SLOW.toNanos()) {
            slow.add(host);
        } else {
            slow.remove(host);
        }
        if (addresses.isEmpty()) {
            entry.addresses().completeExceptionally(new UnknownHostException(host));
        } else {
            entry.addresses().complete(addresses);
        }
    }

    /** Stops the threads; look-ups under way end as if there were no such name. */
    @Override
    public void close() {
        threads.shutdownNow();
        slowThreads.shutdownNow();
        cache.forEach((host, cached) -> cached.addresses().completeExceptionally(new UnknownHostException(host)));
    }
}
