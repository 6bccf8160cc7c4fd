package io.healthmon.javalin.standalone;

/** The host can't start. The message is one line for the operator: what, where and what to do. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
