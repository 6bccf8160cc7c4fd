package io.healthmon.javalin.standalone.config;

import java.util.List;

/** A configuration has errors. {@link #messages()} holds one line for each, {@code FILE:LINE:COLUMN: key: …}. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> messages;

    ConfigException(List<String> messages) {
        super(String.join("\n", messages));
        this.messages = List.copyOf(messages);
    }

    /** The errors, in the order in which they were found; at least one. They hold no secrets. */
    public List<String> messages() {
        return messages;
    }
}
