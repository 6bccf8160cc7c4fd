package io.healthmon.check;

import io.healthmon.target.Secret;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Options out of a map, for the tests of providers. */
public record MapOptions(Map<String, String> values) implements Options {

    public static MapOptions of(String... keysAndValues) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new MapOptions(values);
    }

    @Override
    public Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key));
    }

    @Override
    public String text(String key, String defaultValue) {
        return text(key).orElse(defaultValue);
    }

    @Override
    public Optional<Secret> secret(String key) {
        return text(key).map(Secret::of);
    }

    @Override
    public Optional<String> url(String key) {
        return text(key);
    }

    @Override
    public boolean flag(String key, boolean defaultValue) {
        return text(key).map(Boolean::parseBoolean).orElse(defaultValue);
    }

    @Override
    public int integer(String key, int defaultValue, int min, int max) {
        int value = text(key).map(Integer::parseInt).orElse(defaultValue);
        if (value < min || value > max) {
            throw error(key, "must be " + min + " to " + max);
        }
        return value;
    }

    @Override
    public Duration duration(String key, Duration defaultValue) {
        return text(key).map(Duration::parse).orElse(defaultValue);
    }

    @Override
    public long bytes(String key, long defaultValue) {
        return text(key).map(Long::parseLong).orElse(defaultValue);
    }

    @Override
    public List<String> list(String key) {
        return text(key).map(List::of).orElse(List.of());
    }

    @Override
    public Map<String, String> map(String key) {
        return Map.of();
    }

    @Override
    public Map<String, Secret> secrets(String key) {
        return Map.of();
    }

    @Override
    public Optional<Options> section(String key) {
        return Optional.empty();
    }

    @Override
    public OptionException error(String key, String problem) {
        return new OptionException(key + ": " + problem);
    }
}
