package io.healthmon.target;

/**
 * What to look at and how, for one kind of check: an address and the options of that kind. Implementations are immutable
 * values; the {@code Checker} of the same {@link #type()} understands them.
 */
public interface CheckSpec {

    /** The kind, as configuration names it: {@code http}, {@code tcp}, {@code redis} … */
    String type();

    /**
     * True if a check sends what its target may know and nobody else: it may repeat that, and so what it answers is not shown to
     * people. Default false.
     */
    default boolean sendsSecrets() {
        return false;
    }
}
