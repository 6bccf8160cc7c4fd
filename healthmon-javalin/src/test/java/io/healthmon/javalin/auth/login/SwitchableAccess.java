package io.healthmon.javalin.auth.login;

import io.healthmon.access.AccessStore;
import io.healthmon.access.InMemoryAccessStore;
import io.healthmon.store.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.util.concurrent.atomic.AtomicInteger;

/** An access store that can be away, and counts what it is asked. */
public final class SwitchableAccess {

    private final AccessStore memory = new InMemoryAccessStore();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean away;

    /** The store, as those see it who ask it. */
    public AccessStore store() {
        return (AccessStore) Proxy.newProxyInstance(
                AccessStore.class.getClassLoader(), new Class<?>[] {AccessStore.class}, (proxy, method, arguments) -> {
                    asked.incrementAndGet();
                    if (away) {
                        throw new StoreException.Unavailable("away", new ConnectException("refused"));
                    }
                    try {
                        return method.invoke(memory, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    /** What is really in it, as another process sees it. */
    public AccessStore elsewhere() {
        return memory;
    }

    public void away(boolean value) {
        away = value;
    }

    int asked() {
        return asked.get();
    }
}
