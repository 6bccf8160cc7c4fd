package io.healthmon.target;

/**
 * What to look at and how, for one kind of check: an address and the options of that kind. Implementations are immutable
 * values; the {@code Checker} of the same {@link #type()} understands them.
 */
public interface CheckSpec {

    /** The kind, as configuration names it: {@code http}, {@code tcp}, {@code redis} … */
    String type();
}
