package io.healthmon.metrics;

import io.healthmon.check.Reason;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A reason as the value of a tag. Bounded: the codes that healthmon itself gives, read off {@link Reason}'s constants so that a
 * new one counts by itself; whatever else a custom checker makes up is {@code other}, since each value is a time series.
 */
final class ReasonTag {

    private static final String NONE = "none";
    private static final String OTHER = "other";
    private static final Set<String> KNOWN = Arrays.stream(Reason.class.getFields())
            .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == Reason.class)
            .map(ReasonTag::constant)
            .collect(Collectors.toUnmodifiableSet());

    private ReasonTag() {}

    private static String constant(java.lang.reflect.Field field) {
        try {
            return ((Reason) field.get(null)).code();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a public constant could not be read", e);
        }
    }

    static String of(Optional<Reason> reason) {
        return reason.map(known -> KNOWN.contains(known.code()) ? known.code() : OTHER)
                .orElse(NONE);
    }
}
