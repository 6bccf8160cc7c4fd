package io.healthmon.check.http;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's clients, one for each connect timeout and trust: both belong to a client, not to a request. Each has a selector
 * thread of its own, so their number is bounded; all share a few threads for their work. Thread-safe.
 */
final class JdkClients implements AutoCloseable {

    static final int MAX_CLIENTS = 64;

    /**
     * More than the processors, because the client looks names up on these threads. The check has looked the name up before,
     * so that the JVM nearly always knows it; where it has just forgotten it, a silent name server holds one thread.
     */
    static final int THREADS = 16;

    private static final @Nullable MethodHandle SHUTDOWN = since21("shutdown");
    private static final @Nullable MethodHandle SHUTDOWN_NOW = since21("shutdownNow");

    private record Key(Duration connectTimeout, Tls tls) {}

    private final Map<Key, HttpClient> clients = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor executor;
    private volatile boolean closed;

    JdkClients() {
        AtomicInteger number = new AtomicInteger();
        executor = new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "healthmon-http-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        executor.allowCoreThreadTimeOut(true);
    }

    /**
     * A client that gives up connecting after at most {@code connectTimeout}, and not much sooner.
     *
     * @throws UnusableCaException if the file of certificate authorities cannot be read
     */
    HttpClient client(Duration connectTimeout, Tls tls) throws UnusableCaException {
        Key key = new Key(coarse(connectTimeout), tls);
        HttpClient known = clients.get(key);
        if (known != null) {
            return known;
        }
        // Built outside the map's lock: it opens a selector and may read a file.
        HttpClient built = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(key.connectTimeout())
                .sslContext(TlsContexts.of(tls))
                .executor(executor)
                .build();
        if (clients.size() >= MAX_CLIENTS) {
            forgetOne();
        }
        HttpClient faster = clients.putIfAbsent(key, built);
        if (faster != null || closed) {
            call(SHUTDOWN, built);
        }
        return faster == null ? built : faster;
    }

    /** Drops a client that is broken, so that the next exchange gets a new one. */
    void forget(HttpClient client) {
        clients.values().remove(client);
    }

    /** Rounded down to its three leading bits: at most an eighth less, and eight values per doubling. */
    static Duration coarse(Duration timeout) {
        long millis = Math.max(1, timeout.toMillis());
        long step = Math.max(1, Long.highestOneBit(millis) >> 3);
        return Duration.ofMillis(millis / step * step);
    }

    int size() {
        return clients.size();
    }

    private void forgetOne() {
        Iterator<HttpClient> any = clients.values().iterator();
        if (any.hasNext()) {
            HttpClient client = any.next();
            any.remove();
            call(SHUTDOWN, client);
        }
    }

    /** Before Java 21 a client cannot be closed: it ends by itself once nobody refers to it. Its threads are daemons. */
    @Override
    public void close() {
        closed = true;
        clients.values().forEach(client -> call(SHUTDOWN_NOW, client));
        clients.clear();
        executor.shutdown();
    }

    private static void call(@Nullable MethodHandle method, HttpClient client) {
        if (method == null) {
            return;
        }
        try {
            method.invoke(client);
        } catch (Throwable t) {
            throw new IllegalStateException("the HTTP client could not be shut down", t);
        }
    }

    private static @Nullable MethodHandle since21(String method) {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(HttpClient.class, method, MethodType.methodType(void.class));
        } catch (ReflectiveOperationException olderThan21) {
            return null;
        }
    }
}
