package io.healthmon.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Does something at the moment at which a statement is about to be prepared: in the middle of another's transaction, or between two. */
final class Hooks {

    private final DataSource real;
    private final Map<String, Runnable> hooks = new ConcurrentHashMap<>();

    Hooks(DataSource real) {
        this.real = real;
    }

    /** Before the next statement that contains {@code part}, once. */
    void before(String part, Runnable hook) {
        hooks.put(part, hook);
    }

    /** True if none is left that was not run. */
    boolean allRan() {
        return hooks.isEmpty();
    }

    /** The same, hooked. */
    DataSource dataSource() {
        return proxy(DataSource.class, (method, arguments) -> {
            Object result = invoke(real, method, arguments);
            return result instanceof Connection connection ? hooked(connection) : result;
        });
    }

    private Connection hooked(Connection connection) {
        return proxy(Connection.class, (method, arguments) -> {
            if (method.getName().equals("prepareStatement") && arguments != null) {
                run(String.valueOf(arguments[0]));
            }
            return invoke(connection, method, arguments);
        });
    }

    private void run(String statement) {
        for (String part : hooks.keySet()) {
            if (statement.contains(part)) {
                Runnable hook = hooks.remove(part);
                if (hook != null) {
                    hook.run();
                }
            }
        }
    }

    private interface Calls {
        @Nullable
        Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(
                Hooks.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> calls.call(method, arguments)));
    }

    private static @Nullable Object invoke(Object real, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
