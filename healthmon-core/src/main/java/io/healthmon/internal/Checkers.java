package io.healthmon.internal;

import io.healthmon.check.Checker;
import io.healthmon.check.CheckerProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One checker per kind, made when the first target of the kind comes. Thread-safe. */
final class Checkers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Checkers.class);

    private final Map<String, CheckerProvider> providers;
    private final Function<CheckerProvider, Checker> make;
    private final Map<String, Checker> made = new HashMap<>();

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
    synchronized Checker of(String type) {
        Checker checker = made.get(type);
        if (checker == null) {
            @Nullable CheckerProvider provider = providers.get(type);
            if (provider == null) {
                throw new IllegalArgumentException("no checker for type '" + type + "'; there are "
                        + String.join(", ", new TreeSet<>(providers.keySet())));
            }
            checker = make.apply(provider);
            made.put(type, checker);
        }
        return checker;
    }

    @Override
    public void close() {
        List<Checker> all;
        synchronized (this) {
            all = new ArrayList<>(made.values());
            made.clear();
        }
        for (Checker checker : all) {
            try {
                checker.close();
            } catch (Throwable t) {
                LOG.warn("a checker could not be closed", t);
            }
        }
    }
}
