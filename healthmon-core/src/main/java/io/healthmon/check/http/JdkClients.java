package io.healthmon.check.http;

import io.healthmon.check.DaemonThreads;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's clients, one for each connect timeout and trust: both belong to a client, not to a request. Each has a selector
 * thread of its own, so their number is bounded; all share a few threads for their work. Thread-safe.
 */
final class JdkClients implements AutoCloseable {

    static final int MAX_CLIENTS = 64;

    /**
     * More than the processors, because the client looks names up on these threads. The check has looked the name up before,
     * so that the JVM nearly always knows it; where it has just forgotten it, a silent name server holds one thread. And few,
     * because each step of an exchange wakes another one: a quarter less CPU than with sixteen (docs/adr/0007).
     */
    static final int THREADS = 4;

    private static final @Nullable MethodHandle SHUTDOWN = since21("shutdown");
    private static final @Nullable MethodHandle SHUTDOWN_NOW = since21("shutdownNow");

    /** Contexts are told apart by which they are: one that is made anew, because its file has changed, gets a client anew. */
    private record Key(Duration connectTimeout, SSLContext trust) {}

    private final LeastRecentlyUsed<Key, HttpClient> clients =
            new LeastRecentlyUsed<>(MAX_CLIENTS, client -> call(SHUTDOWN, client));
    private final TlsContexts contexts = new TlsContexts();
    private final ThreadPoolExecutor executor;

    JdkClients() {
        executor = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                DaemonThreads.named("healthmon-http"));
        executor.allowCoreThreadTimeOut(true);
    }

    /**
     * A client that gives up connecting after at most {@code connectTimeout}, and not much sooner.
     *
     * @throws UnusableCaException if the file of certificate authorities cannot be read
     */
    HttpClient client(Duration connectTimeout, Tls tls) throws UnusableCaException {
        Key key = new Key(coarse(connectTimeout), contexts.of(tls));
        Optional<HttpClient> known = clients.get(key);
        if (known.isPresent()) {
            return known.get();
        }
        // Built outside of any lock, since it opens a selector.
        HttpClient built = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(key.connectTimeout())
                .sslContext(key.trust())
                .executor(executor)
                .build();
        return clients.putIfAbsent(key, built);
    }

    /** Drops a client that is broken, so that the next exchange gets a new one. */
    void forget(HttpClient client) {
        clients.remove(client);
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

    /** Before Java 21 a client cannot be closed: it ends by itself once nobody refers to it. Its threads are daemons. */
    @Override
    public void close() {
        clients.clear().forEach(client -> call(SHUTDOWN_NOW, client));
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
