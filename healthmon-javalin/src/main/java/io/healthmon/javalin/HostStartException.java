package io.healthmon.javalin;

/** The host can't serve where it was told to. The message is a sentence for whoever started it. */
public final class HostStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HostStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
