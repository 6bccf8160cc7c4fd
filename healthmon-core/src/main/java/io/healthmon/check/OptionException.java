package io.healthmon.check;

/** An option is missing or wrong. The message says where, which key, what is wrong and what is allowed. */
public final class OptionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public OptionException(String message) {
        super(message);
    }
}
