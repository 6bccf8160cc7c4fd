package io.healthmon.check.http;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A bounded number of values that are costly to make; the one not asked for the longest gives way. Thread-safe. */
final class LeastRecentlyUsed<K, V> {

    private final int most;
    private final Consumer<V> dismissed;
    private final Map<K, V> values = new LinkedHashMap<>(16, 0.75f, true);

    /** Tells {@code dismissed} each value that gives way. */
    LeastRecentlyUsed(int most, Consumer<V> dismissed) {
        this.most = most;
        this.dismissed = dismissed;
    }

    synchronized Optional<V> get(K key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The value of {@code key} from now on: {@code fresh}, unless somebody else was faster; then {@code fresh} is dismissed. */
    V putIfAbsent(K key, V fresh) {
        V known;
        V leaving = fresh;
        synchronized (this) {
            known = values.get(key);
            if (known == null) {
                values.put(key, fresh);
                if (values.size() <= most) {
                    return fresh;
                }
                leaving = removeEldest();
            }
        }
        dismissed.accept(leaving);
        return known == null ? fresh : known;
    }

    private V removeEldest() {
        Iterator<V> eldestFirst = values.values().iterator();
        V eldest = eldestFirst.next();
        eldestFirst.remove();
        return eldest;
    }

    synchronized void remove(V value) {
        values.values().remove(value);
    }

    /** All that were there. */
    synchronized List<V> clear() {
        List<V> all = List.copyOf(values.values());
        values.clear();
        return all;
    }

    synchronized int size() {
        return values.size();
    }
}
