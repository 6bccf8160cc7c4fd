package io.healthmon.javalin;

import io.healthmon.access.AccessStore;
import io.healthmon.access.InMemoryAccessStore;
import io.healthmon.store.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An access store in memory that can be away at will. */
public final class AwayableAccess {

    private final AccessStore memory = new InMemoryAccessStore();
    private final BlockingQueue<Instant> seen = new LinkedBlockingQueue<>();
    private volatile boolean away;

    public void away(boolean value) {
        away = value;
    }

    /** When the next use of a key that is noted was; waits for it. */
    public Instant nextSeen() throws InterruptedException {
        return Optional.ofNullable(seen.poll(10, TimeUnit.SECONDS)).orElseThrow();
    }

    /** How many uses were noted that nobody has asked for. */
    public int moreSeen() {
        return seen.size();
    }

    /** It, as others see it. */
    public AccessStore store() {
        return (AccessStore) Proxy.newProxyInstance(
                AccessStore.class.getClassLoader(), new Class<?>[] {AccessStore.class}, (proxy, method, arguments) -> {
                    if (away) {
                        throw new StoreException.Unavailable("SELECT secret: refused", new ConnectException());
                    }
                    try {
                        Object found = method.invoke(memory, arguments);
                        if (method.getName().equals("keySeen")) {
                            seen.add((Instant) arguments[1]);
                        }
                        return found;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
