package io.healthmon.access;

/** A secret can't be sealed or opened. The message says why, names the key by its id, and holds nothing secret. */
public final class SealedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SealedException(String message) {
        super(message);
    }

    public SealedException(String message, Throwable cause) {
        super(message, cause);
    }
}
