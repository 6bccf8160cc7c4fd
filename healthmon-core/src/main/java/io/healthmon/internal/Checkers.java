package io.healthmon.internal;

import io.healthmon.check.Checker;
import io.healthmon.check.CheckerProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One checker per kind, made when the first target of the kind comes. Thread-safe. */
final class Checkers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Checkers.class);

    private final Map<String, CheckerProvider> providers;
    private final Function<CheckerProvider, Checker> make;
    private final Map<String, CompletableFuture<Checker>> made = new ConcurrentHashMap<>();

    Checkers(Map<String, CheckerProvider> providers, Function<CheckerProvider, Checker> make) {
        this.providers = Map.copyOf(providers);
        this.make = make;
    }

    /** The kinds on the class path; a given provider goes before one found. */
    static Map<String, CheckerProvider> providers(List<CheckerProvider> given) {
        Map<String, CheckerProvider> byType = new HashMap<>();
        ServiceLoader.load(CheckerProvider.class, Checkers.class.getClassLoader())
                .forEach(found -> byType.put(found.type(), found));
        given.forEach(provider -> byType.put(provider.type(), provider));
        return byType;
    }

    /**
     * The checker of a kind.
     *
     * @throws IllegalArgumentException naming the kinds there are, if there is none
     */
    Checker of(String type) {
        CompletableFuture<Checker> fresh = new CompletableFuture<>();
        CompletableFuture<Checker> other = made.putIfAbsent(type, fresh);
        if (other != null) {
            return other.join();
        }
        try {
            Checker checker = make.apply(provider(type));
            fresh.complete(checker);
            return checker;
        } catch (Throwable t) {
            made.remove(type, fresh);
            fresh.completeExceptionally(t);
            throw t;
        }
    }

    private CheckerProvider provider(String type) {
        CheckerProvider provider = providers.get(type);
        if (provider == null) {
            throw new IllegalArgumentException("no checker for type '" + type + "'; there are "
                    + String.join(", ", new TreeSet<>(providers.keySet())));
        }
        return provider;
    }

    @Override
    public void close() {
        for (CompletableFuture<Checker> each : made.values()) {
            each.thenAccept(Checkers::close);
        }
        made.clear();
    }

    private static void close(Checker checker) {
        try {
            checker.close();
        } catch (Throwable t) {
            LOG.warn("a checker could not be closed", t);
        }
    }
}
