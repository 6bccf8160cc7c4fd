package io.healthmon.access;

/** A sealed secret does not open. The message says why, names the key by its id, and holds nothing secret. */
public final class SealedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SealedException(String message) {
        super(message);
    }
}
