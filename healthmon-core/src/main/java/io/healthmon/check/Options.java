package io.healthmon.check;

import io.healthmon.target.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of one service as configuration gives them. Reading a key also makes it known: a key that nobody read is
 * refused by name, and every value read, defaults included, is printed by {@code check} (secrets masked). A value of the
 * wrong form throws an {@link OptionException} that names the key and what is allowed.
 */
public interface Options {

    /** A text; empty if absent. */
    Optional<String> text(String key);

    /** A text, or the default. */
    String text(String key, String defaultValue);

    /** A secret; empty if absent. */
    Optional<Secret> secret(String key);

    /**
     * A URL that may carry credentials, which are printed masked.
     *
     * @return empty if absent
     */
    Optional<String> url(String key);

    /** {@code true} or {@code false}. */
    boolean flag(String key, boolean defaultValue);

    /** A whole number from {@code min} to {@code max}. */
    int integer(String key, int defaultValue, int min, int max);

    /** A duration: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}, {@code 30d}. */
    Duration duration(String key, Duration defaultValue);

    /** A number of bytes: {@code 512}, {@code 256KB}, {@code 1MB}. */
    long bytes(String key, long defaultValue);

    /** A list of texts, or one text; empty if absent. */
    List<String> list(String key);

    /** A map of texts, in order; empty if absent. */
    Map<String, String> map(String key);

    /** A map whose values are secrets, in order (headers may carry credentials); empty if absent. */
    Map<String, Secret> secrets(String key);

    /** A section with options of its own; empty if absent. */
    Optional<Options> section(String key);

    /** An error about {@code key}, to throw: what is wrong and what is allowed. */
    OptionException error(String key, String problem);
}
