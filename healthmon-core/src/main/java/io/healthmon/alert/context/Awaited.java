package io.healthmon.alert.context;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who waits for whom: decisions that wait for what other services are found to be, and which of these have been judged since. Kept by
 * whoever calls the {@link ContextJudge}, in the order of its calls. Not thread-safe.
 */
public final class Awaited {

    /** What each that waits has asked for, and whether that was judged meanwhile. */
    private final Map<String, Map<String, Boolean>> asked = new HashMap<>();

    private final Map<String, Set<String>> waiting = new HashMap<>();

    /**
     * A service was judged.
     *
     * @param ask what its decision waits for now; see {@link Judgement#ask}
     * @return those whose decisions waited for it, as they began to wait: what is found of them next decides
     */
    public Set<String> judged(String service, Set<String> ask) {
        forget(service);
        for (String other : ask) {
            if (other.equals(service)) {
                continue; // its own next check decides anyway
            }
            asked.computeIfAbsent(service, name -> new HashMap<>()).put(other, false);
            waiting.computeIfAbsent(other, name -> new LinkedHashSet<>()).add(service);
        }
        Set<String> answered = waiting.remove(service);
        if (answered == null) {
            return Set.of();
        }
        for (String child : answered) {
            asked.getOrDefault(child, Map.of()).computeIfPresent(service, (name, before) -> true);
        }
        return answered;
    }

    /** True if {@code service} waits for {@code other}, and that was judged since it began to. */
    public boolean judgedSince(String other, String service) {
        return asked.getOrDefault(service, Map.of()).getOrDefault(other, false);
    }

    /** The service waits for nothing more. */
    public void forget(String service) {
        Map<String, Boolean> before = asked.remove(service);
        if (before != null) {
            for (String other : new HashSet<>(before.keySet())) {
                waiting.computeIfPresent(other, (name, children) -> {
                    children.remove(service);
                    return children.isEmpty() ? null : children;
                });
            }
        }
    }
}
